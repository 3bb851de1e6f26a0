import type { StaffEngagement } from '@parley/contract/engagements'
import type { Route } from '@parley/contract/route'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { AbilityButton } from '@parley/ui/ability-button'
import { AnswerToAsked } from '@parley/ui/may-i/answer'
import { ConsentForm, isAskedOfYou } from '@parley/ui/may-i/consent-form'
import { Name } from '@parley/ui/name'
import { Refused } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNow, useRefresh, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { DeedForm } from './deed-form.tsx'
import classes from './may-i.module.css'

/** The answer with who leads, our own consent where it's asked for, and what was done in spite of it. */
export function StaffAnswer({ asked, etag }: { asked: StaffEngagement; etag: string | null }) {
  const now = useNow()
  const client = useQueryClient()
  const refresh = useRefresh()
  const kept = useKept(`consent.${asked.id}`, '')
  const [isTelling, setTelling] = useState(false)
  const approve = useChange(staffEngagements.approveDeed, asked.id)
  const at = { params: { id: asked.id }, ...(etag ? { ifMatch: etag } : {}) }
  const reload = () =>
    void client.invalidateQueries({ queryKey: queryKeyOf(staffEngagements.get, { params: { id: asked.id } }) })
  return (
    <div className={classes.stack}>
      {isAskedOfYou(asked) && (
        <ConsentForm
          asked={asked}
          etag={etag}
          routes={staffEngagements}
          now={now}
          kept={kept}
          onAnswered={() => void refresh(staffEngagements.list, staffEngagements.counts)}
        />
      )}
      <AnswerToAsked
        asked={asked}
        reader="staff"
        now={now}
        account={
          asked.account ? (
            <TextLink to="/accounts/$id" params={{ id: asked.account.id }} inherit>
              <Name>{asked.account.name}</Name>
            </TextLink>
          ) : (
            <>
              <Name>{asked.typed}</Name>, which isn’t an account yet
            </>
          )
        }
        lead={
          asked.lead.registrationId ? (
            <TextLink to="/registrations/$id" params={{ id: asked.lead.registrationId }} inherit>
              <Name>{asked.lead.partnerName!}</Name>
            </TextLink>
          ) : asked.lead.partnerName ? (
            <Name>{asked.lead.partnerName}</Name>
          ) : undefined
        }
        actions={
          <>
            {asked.account && (
              <ButtonLink
                to="/accounts/$id/represents"
                params={{ id: asked.account.id }}
                search={{ family: asked.productFamily.id }}
                size="xs"
                variant="default"
              >
                Who represents us there?
              </ButtonLink>
            )}
            {asked.can.recordDeed.ok && !isTelling && (
              <AbilityButton
                ability={asked.can.recordDeed}
                size="xs"
                variant="default"
                onClick={() => setTelling(true)}
              >
                It was done anyway
              </AbilityButton>
            )}
            {asked.deed && !asked.deed.approvedAt && (
              <AbilityButton
                ability={asked.can.approveDeed}
                size="xs"
                loading={approve.isPending}
                onClick={() => approve.mutate(at)}
              >
                Stand in for it
              </AbilityButton>
            )}
          </>
        }
      />
      {approve.isError && <Refused error={approve.error} onReload={reload} />}
      {isTelling && asked.can.recordDeed.ok && (
        <DeedForm asked={asked} etag={etag} onDone={() => setTelling(false)} onReload={reload} />
      )}
    </div>
  )
}

/** Sends a change of a question, and shows what it is then. */
export function useChange<R extends Route>(route: R, id: string, after: () => void = () => {}) {
  const client = useQueryClient()
  const refresh = useRefresh()
  return useSend(route, {
    onDone: (answer) => {
      after()
      client.setQueryData(queryKeyOf(staffEngagements.get, { params: { id } }), answer)
      void refresh(staffEngagements.list, staffEngagements.counts)
    },
  })
}
