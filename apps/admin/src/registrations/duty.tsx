import { dutyHolders } from '@parley/contract/duties'
import type { StaffRegistration } from '@parley/contract/registrations'
import { staffDuties } from '@parley/contract/routes/duties'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day, When } from '@parley/ui/date'
import { ProblemNotice } from '@parley/ui/problem'
import { staff, useNow, useRefresh, useSend } from '../api.ts'
import { FactTable, Section } from '../layout/section.tsx'

/** What we owe on it: whose it is, who has it, by when, and what it costs us to be late. */
export function DutyOf({ registration }: { registration: StaffRegistration }) {
  const { duty, summary, can } = registration
  const now = useNow()
  const refresh = useRefresh()
  const take = useSend(staffDuties.take, { onDone: () => void refresh(staff.get, staff.queue) })
  if (!duty) return null
  const { people, interim, closed } = duty
  const rows = [
    { key: 'owner', title: 'Whose it is', value: people?.ownerName ?? 'Nobody’s' },
    ...(duty.heldAs === 'owner'
      ? []
      : [
          {
            key: 'holder',
            title: 'Who has it now',
            value: `${people?.isYours ? 'You' : people?.holderName}, ${dutyHolders[duty.heldAs].toLowerCase()}`,
          },
        ]),
    ...(duty.firstWordBy && !duty.takenAt && !closed
      ? [{ key: 'word', title: 'First word', value: <When at={duty.firstWordBy} now={now} /> }]
      : []),
    ...(duty.takenAt ? [{ key: 'taken', title: 'Looked at since', value: <When at={duty.takenAt} now={now} /> }] : []),
    ...(duty.dueAt ? [{ key: 'due', title: 'Answer due', value: <When at={duty.dueAt} now={now} /> }] : []),
    ...(closed
      ? [{ key: 'closed', title: duty.late ? 'Answered late' : 'Answered', value: <When at={closed.at} now={now} /> }]
      : []),
    ...(interim
      ? [
          {
            key: 'interim',
            title: 'Protected meanwhile',
            value: (
              <>
                <Day value={interim.from} /> to <Day value={interim.lastDay} />
              </>
            ),
          },
        ]
      : []),
  ]
  return (
    <Section title="What we owe">
      {duty.late && <p style={{ marginBottom: '0.5rem' }}>{duty.decision.headline}</p>}
      <FactTable caption="What we owe" rows={rows} />
      {!closed && (
        <AbilityButton
          ability={can.take}
          reasonOnHover
          size="xs"
          mt="xs"
          variant="default"
          loading={take.isPending}
          onClick={() => take.mutate({ params: { id: summary.id } })}
        >
          I look at it
        </AbilityButton>
      )}
      {take.isError && <ProblemNotice error={take.error} />}
    </Section>
  )
}
