import { Button } from '@mantine/core'
import type { PartnerEngagement } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { AnswerToAsked } from '@parley/ui/may-i/answer'
import { ConsentForm, isAskedOfYou } from '@parley/ui/may-i/consent-form'
import { queryClient, useNow } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { say } from '../layout/notice.tsx'
import { paths } from '../paths.ts'

/** The answer to a question, and the form for a consent that this partner is asked for. */
export function PartnerAnswer({ asked, etag }: { asked: PartnerEngagement; etag: string | null }) {
  const now = useNow()
  const kept = useKept(`consent.${asked.id}`, '')
  const mine = isAskedOfYou(asked)
  const isYes = asked.askedBy === 'you' && asked.outcome.favour > 0
  return (
    <>
      {mine && (
        <ConsentForm
          asked={asked}
          etag={etag}
          routes={partnerEngagements}
          now={now}
          kept={kept}
          onAnswered={() => {
            void queryClient.invalidateQueries({ queryKey: [partnerEngagements.list.id] })
            say('Your answer is kept, and whoever asked is told.')
          }}
        />
      )}
      <AnswerToAsked
        asked={asked}
        reader="partner"
        now={now}
        actions={
          isYes && asked.lead.kind !== 'you' ? (
            <LinkButton variant="default" to={paths.register}>
              Register a deal
            </LinkButton>
          ) : mine && asked.outcome.type === 'consentRequired' ? (
            <Button variant="default" onClick={() => document.getElementById('reason')?.focus()}>
              Answer
            </Button>
          ) : undefined
        }
      />
    </>
  )
}
