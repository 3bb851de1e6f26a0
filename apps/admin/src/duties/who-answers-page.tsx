import { Button } from '@mantine/core'
import type { AnsweredPartner, DutySeat, WhoAnswers } from '@parley/contract/duties'
import { staffDuties } from '@parley/contract/routes/duties'
import { AbilityButton } from '@parley/ui/ability-button'
import { countryName } from '@parley/ui/countries'
import type { Column } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { useCall, useNow } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { AnswererForm } from './answerer-form.tsx'
import { SeatForm } from './seat-form.tsx'

const route = getRouteApi('/console/duties')

/** Who of us answers for which partner, who stands in, and who is away: what is owed is never nobody's. */
export function WhoAnswersPage() {
  const answers = useCall(staffDuties.whoAnswers)
  const data = answers.data?.data
  return (
    <Sheet>
      <Page
        title="Who answers for whom?"
        lead="What a partner waits for belongs to its channel manager. Somebody stands in for an absence and for a first word that doesn’t come; the manager has it from the moment that we are late."
      >
        {answers.error && !data ? <ProblemNotice error={answers.error} onRetry={answers.refetch} /> : null}
        {answers.isPending && <ListSkeleton rows={6} rowHeight={44} />}
        {data && <Seats answers={data} />}
        {data && <Partners answers={data} />}
      </Page>
    </Sheet>
  )
}

function Seats({ answers }: { answers: WhoAnswers }) {
  const { person } = route.useSearch()
  const navigate = route.useNavigate()
  const now = useNow()
  const today = now.slice(0, 10)
  const nameOf = (id: string | null) => answers.people.find((each) => each.id === id)?.name ?? 'Nobody named'
  const open = (id: string | undefined) => void navigate({ search: { person: id }, replace: true })
  const edited = answers.people.find(({ id }) => id === person)
  const columns: Column<DutySeat>[] = [
    { key: 'name', title: 'Channel manager', render: ({ name }) => <Name>{name}</Name> },
    { key: 'backup', title: 'Stands in', render: ({ backupId }) => nameOf(backupId) },
    { key: 'manager', title: 'Manager', render: ({ managerId }) => nameOf(managerId) },
    {
      key: 'away',
      title: 'Away',
      render: ({ awayFrom, awayUntil }) =>
        awayFrom && awayUntil! >= today ? (
          <>
            <Day value={awayFrom} /> to <Day value={awayUntil!} />
          </>
        ) : (
          'Not away'
        ),
    },
    { key: 'open', title: 'Owes now', align: 'end', render: ({ openDuties }) => openDuties },
    { key: 'late', title: 'Late', align: 'end', render: ({ lateDuties }) => lateDuties },
    {
      key: 'change',
      title: 'Change',
      render: ({ id, name }) => (
        <AbilityButton
          ability={answers.can.change}
          reasonOnHover
          size="xs"
          variant="default"
          aria-label={`Change who stands in for ${name}`}
          onClick={() => open(id)}
        >
          Change
        </AbilityButton>
      ),
    },
  ]
  return (
    <Section title="Who stands in" bare>
      {answers.people.length === 0 ? (
        <Empty
          title="There is no channel manager yet"
          text="An operator invites one under Users. Until then nobody owes an answer."
        />
      ) : (
        <DenseTable
          caption="Channel managers, and who stands in for them"
          columns={columns}
          rows={answers.people}
          rowKey={({ id }) => id}
        />
      )}
      {edited && <SeatForm key={edited.id} seat={edited} answers={answers} onClose={() => open(undefined)} />}
    </Section>
  )
}

function Partners({ answers }: { answers: WhoAnswers }) {
  const { partner } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (id: string | undefined) => void navigate({ search: { partner: id }, replace: true })
  const edited = answers.partners.find(({ id }) => id === partner)
  const unnamed = answers.partners.filter(({ ownerId }) => ownerId === null).length
  const columns: Column<AnsweredPartner>[] = [
    { key: 'name', title: 'Partner', render: ({ name }) => <Name>{name}</Name> },
    { key: 'country', title: 'Country', render: ({ country }) => countryName(country) },
    {
      key: 'owner',
      title: 'Channel manager',
      render: ({ ownerId }) => answers.people.find(({ id }) => id === ownerId)?.name ?? 'Whoever has least to answer',
    },
    {
      key: 'calendar',
      title: 'Working days',
      render: ({ calendar }) => sentence(answers.calendars.find(({ id }) => id === calendar)?.title ?? 'ours'),
    },
    {
      key: 'change',
      title: 'Change',
      render: ({ id, name }) => (
        <Button
          size="xs"
          variant="default"
          disabled={!answers.can.change.ok}
          aria-label={`Change who answers for ${name}`}
          onClick={() => open(id)}
        >
          Change
        </Button>
      ),
    },
  ]
  return (
    <Section
      title="Whose each partner is"
      note={unnamed > 0 ? `${unnamed} without a channel manager of their own` : undefined}
      bare
    >
      {answers.partners.length === 0 ? (
        <Empty
          title="There are no partners yet"
          text="They stand here with the channel manager who answers for them."
        />
      ) : (
        <DenseTable
          caption="Partners, and who answers for them"
          columns={columns}
          rows={answers.partners}
          rowKey={({ id }) => id}
        />
      )}
      {edited && <AnswererForm key={edited.id} partner={edited} answers={answers} onClose={() => open(undefined)} />}
    </Section>
  )
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
