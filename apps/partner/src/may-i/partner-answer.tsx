import { Button } from '@mantine/core'
import type { PartnerEngagement } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { AnswerToAsked } from '@parley/ui/may-i/answer'
import { ConsentForm } from '@parley/ui/may-i/consent-form'
import { fieldErrors, isStale, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useSend } from '@parley/ui/query'
import { queryClient, useNow } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { say } from '../layout/notice.tsx'
import { paths } from '../paths.ts'

/** The answer to a question, and the form for a consent that this partner is asked for. */
export function PartnerAnswer({ asked, etag }: { asked: PartnerEngagement; etag: string | null }) {
  const now = useNow()
  const [reason, setReason, forget] = useKept(`consent.${asked.id}`, '')
  const key = queryKeyOf(partnerEngagements.get, { params: { id: asked.id } })
  const send = useSend(partnerEngagements.answer, {
    onDone: (answer) => {
      forget()
      queryClient.setQueryData(key, answer)
      void queryClient.invalidateQueries({ queryKey: [partnerEngagements.list.id] })
      say('Your answer is kept, and whoever asked is told.')
    },
  })
  const errors = fieldErrors(send.error)
  const mine = asked.consent?.askedOf === 'you' && asked.can.answer.ok
  const body = send.variables?.body as { answer: 'given' | 'refused' } | undefined
  const isYes = asked.askedBy === 'you' && asked.outcome.favour > 0
  return (
    <>
      {mine && (
        <ConsentForm
          asked={asked}
          consent={asked.consent!}
          now={now}
          reason={reason}
          onReason={setReason}
          error={errors['/reason']}
          sending={send.isPending ? (body?.answer ?? null) : null}
          onAnswer={(answer) =>
            send.mutate({ params: { id: asked.id }, body: { answer, reason }, ...(etag ? { ifMatch: etag } : {}) })
          }
          problem={
            send.isError && Object.keys(errors).length === 0 ? (
              <ProblemNotice
                error={send.error}
                focus
                {...(isStale(send.error)
                  ? {
                      onRetry: () => void queryClient.invalidateQueries({ queryKey: key }),
                      retryLabel: 'Show it as it is now',
                    }
                  : {})}
              />
            ) : null
          }
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
          ) : asked.consent?.askedOf === 'you' && asked.outcome.type === 'consentRequired' && mine ? (
            <Button variant="default" onClick={() => document.getElementById('reason')?.focus()}>
              Answer
            </Button>
          ) : undefined
        }
      />
    </>
  )
}
