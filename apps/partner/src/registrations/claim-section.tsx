import { Button } from '@mantine/core'
import type { OwnClaim } from '@parley/contract/conflicts'
import { partnerConflicts } from '@parley/contract/routes/conflicts'
import { partner } from '@parley/contract/routes/partner'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day, When } from '@parley/ui/date'
import { LongTextField } from '@parley/ui/fields'
import { ToneBadge } from '@parley/ui/outcome'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { IconGavel } from '@tabler/icons-react'
import { type SubmitEvent, useState } from 'react'
import { queryClient, useNow } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import classes from './registrations.module.css'
import { TeamingOffer } from './teaming-offer.tsx'

const tones = { leads: 'granted', shares: 'teaming', beside: 'teaming', doesNotLead: 'refused' } as const

/** What speaks for this partner at the account and, where it was decided, who leads and how to appeal. Its own side only. */
export function ClaimSection({ registrationId }: { registrationId: string }) {
  const now = useNow()
  const input = { params: { id: registrationId } }
  const found = useCall(partnerConflicts.claim, input)
  const claim = found.data?.data
  return (
    <section className={classes.panel} aria-label="Your claim">
      <h2>Do you lead this account?</h2>
      {found.isPending && <CardSkeleton height={80} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {claim?.outcome && <Outcome outcome={claim.outcome} now={now} />}
      {claim?.appeal && <Appealed appeal={claim.appeal} now={now} />}
      {claim?.outcome?.outcome === 'doesNotLead' && !claim.appeal && (
        <AppealForm registrationId={registrationId} claim={claim} now={now} />
      )}
      {claim && <Counts claim={claim} />}
      {claim && <TeamingOffer registrationId={registrationId} claim={claim} now={now} />}
    </section>
  )
}

function Outcome({ outcome, now }: { outcome: NonNullable<OwnClaim['outcome']>; now: string }) {
  return (
    <>
      <div>
        <ToneBadge tone={tones[outcome.outcome]}>{outcome.title}</ToneBadge>
      </div>
      <p>{outcome.wording}</p>
      <p className={classes.dim}>
        {outcome.decidedBy}, <When at={outcome.decidedAt} now={now} />.
      </p>
    </>
  )
}

function Appealed({ appeal, now }: { appeal: NonNullable<OwnClaim['appeal']>; now: string }) {
  return (
    <>
      <h3>Your appeal</h3>
      <p>{appeal.grounds}</p>
      <p className={classes.dim}>
        {appeal.filedBy}, <When at={appeal.filedAt} now={now} />.
      </p>
      {appeal.answeredAt ? (
        <>
          <div>
            <ToneBadge tone={appeal.isUpheld ? 'granted' : 'refused'}>
              {appeal.isUpheld ? 'Upheld' : 'Not upheld'}
            </ToneBadge>
          </div>
          <p>{appeal.wording}</p>
          <p className={classes.dim}>
            {appeal.answeredBy}, <When at={appeal.answeredAt} now={now} />.
          </p>
        </>
      ) : (
        appeal.lastDay && (
          <p>
            {appeal.silentSince ? (
              <>
                You should have had an answer by <Day value={appeal.lastDay} />. It is still owed to you.
              </>
            ) : (
              <>
                Somebody else decides again, by the end of <Day value={appeal.lastDay} />.
              </>
            )}
          </p>
        )
      )}
    </>
  )
}

function AppealForm({ registrationId, claim, now }: { registrationId: string; claim: OwnClaim; now: string }) {
  const [grounds, setGrounds, forget] = useKept(`appeal.${registrationId}`, '')
  const [isAppealing, setAppealing] = useState(grounds !== '')
  const send = useSend(partnerConflicts.appeal, {
    onDone: (answer) => {
      forget()
      const input = { params: { id: registrationId } }
      queryClient.setQueryData(queryKeyOf(partnerConflicts.claim, input), answer)
      // Its timeline tells of the appeal.
      void queryClient.invalidateQueries({ queryKey: queryKeyOf(partner.get, input) })
      say('Your appeal is on its way. Somebody else decides again.')
    },
  })
  const errors = fieldErrors(send.error)
  const { appealLastDay, appealUntil } = claim.outcome!
  if (!isAppealing)
    return (
      <>
        {appealUntil && appealLastDay && claim.can.appeal.ok && (
          <p>
            You can appeal until the end of <Day value={appealLastDay} />, <When at={appealUntil} now={now} />. You do
            so once, and somebody else decides.
          </p>
        )}
        <div>
          <AbilityButton
            ability={claim.can.appeal}
            leftSection={<IconGavel size={18} aria-hidden />}
            onClick={() => setAppealing(true)}
          >
            Appeal
          </AbilityButton>
        </div>
      </>
    )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    send.mutate({ params: { id: registrationId }, body: { grounds } })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <LongTextField
        label="Why should it be decided again?"
        name="grounds"
        hint="Attach what shows it below, before or after you send this."
        rows={4}
        value={grounds}
        onChange={setGrounds}
        error={errors['/grounds']}
      />
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => setAppealing(false)}>
          Not now
        </Button>
        <Button type="submit" loading={send.isPending}>
          Send the appeal
        </Button>
      </div>
    </form>
  )
}

/** The published rules say what counts; whatever isn't shown yet is one attachment away. */
function Counts({ claim }: { claim: OwnClaim }) {
  return (
    <>
      <h3>What speaks for you</h3>
      {claim.counts.length === 0 ? (
        <p>Nothing that you have shown counts yet, should it be decided who leads.</p>
      ) : (
        <ul className={classes.bullets}>
          {claim.counts.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {claim.couldCount.length > 0 && (
        <details>
          <summary>What would count, too</summary>
          <ul className={classes.bullets}>
            {claim.couldCount.map((title) => (
              <li key={title}>{title}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
