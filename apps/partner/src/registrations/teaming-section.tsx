import type { OwnTeaming } from '@parley/contract/conflicts'
import { partnerConflicts } from '@parley/contract/routes/conflicts'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { queryClient } from '../api.ts'
import { say } from '../layout/notice.tsx'
import classes from './registrations.module.css'

const states = {
  waitsForYou: { tone: 'needsYou', word: 'Waits for you' },
  waitsForOthers: { tone: 'waiting', word: 'Waits for the others' },
  agreed: { tone: 'teaming', word: 'Agreed' },
  ended: { tone: 'neutral', word: 'Not agreed' },
} as const

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 })

/** The deal that is worked together with others: the reader's own part, and the others' once all have confirmed. */
export function TeamingSection({ registrationId }: { registrationId: string }) {
  const found = useCall(partnerConflicts.listTeamings, {})
  const items = found.data?.data.items.filter((each) => each.registrationId === registrationId) ?? []
  const answer = useSend(partnerConflicts.answerTeaming, {
    onDone: ({ data }) => {
      void queryClient.invalidateQueries({ queryKey: queryKeyOf(partnerConflicts.listTeamings, {}) })
      say(data.state === 'ended' ? 'Declined. What is yours stays as it was.' : 'Confirmed.')
    },
  })
  if (items.length === 0) return null
  return (
    <section className={classes.panel} aria-label="Teaming">
      <h2>Do you work on it together?</h2>
      {items.map((teaming) => (
        <Teaming
          key={teaming.id}
          teaming={teaming}
          sending={answer.isPending}
          onAnswer={(word) => answer.mutate({ params: { id: teaming.id }, body: { answer: word } })}
        />
      ))}
      {answer.isError && <ProblemNotice error={answer.error} focus />}
    </section>
  )
}

function Teaming(props: { teaming: OwnTeaming; sending: boolean; onAnswer: (answer: 'confirm' | 'decline') => void }) {
  const { teaming, sending, onAnswer } = props
  const { tone, word } = states[teaming.state]
  return (
    <>
      <div>
        <ToneBadge tone={tone}>{word}</ToneBadge>
      </div>
      <p>
        Your part for {teaming.productFamilyName}: {teaming.roleTitle.toLowerCase()}, with{' '}
        {percent.format(teaming.shareBps / 10_000)}. Proposed on <Day value={teaming.madeAt} />.
      </p>
      {teaming.others.map((other) => (
        <p key={other.partnerName}>
          <Name>{other.partnerName}</Name>: {other.roleTitle.toLowerCase()}, with{' '}
          {percent.format(other.shareBps / 10_000)}.
        </p>
      ))}
      {teaming.state === 'waitsForOthers' && (
        <p className={classes.dim}>You see with whom, once everybody has confirmed.</p>
      )}
      {teaming.can.answer.ok && (
        <div className={classes.actions}>
          <AbilityButton loading={sending} onClick={() => onAnswer('confirm')}>
            Confirm my part
          </AbilityButton>
          <AbilityButton reasonOnHover variant="default" disabled={sending} onClick={() => onAnswer('decline')}>
            Decline
          </AbilityButton>
        </div>
      )}
    </>
  )
}
