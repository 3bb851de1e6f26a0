import { Button, Collapse } from '@mantine/core'
import type { WorkQueue } from '@parley/contract/home'
import type { Column } from '@parley/ui/data-table'
import { Day, When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { IconAlarm, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { staff, useCall, useMe, useNow } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { useListKeys } from '../layout/list-keys.ts'
import { OpenAsPage } from '../layout/list-page.tsx'
import { Split } from '../layout/split.tsx'

const route = getRouteApi('/console/')

type Item = WorkQueue['items'][number]
const idOf = (item: Item) => item.registration.id

/** What is due next: the vendor's own duties by time left, then what waits for partners. */
export function QueuePage({ panel }: { panel: (id: string) => ReactNode }) {
  const { open, waiting } = route.useSearch()
  const navigate = route.useNavigate()
  const queue = useCall(staff.queue)
  const data = queue.data?.data
  const setOpen = (id: string | undefined) =>
    navigate({ search: (now) => ({ ...now, open: id, do: undefined }), replace: true })
  const shown = [...(data?.items ?? []), ...(waiting ? (data?.waitingForPartner ?? []) : [])]
  const current = useListKeys({
    ids: shown.map(idOf),
    open,
    setOpen,
    goTo: (id) => navigate({ to: '/registrations/$id', params: { id } }),
  })
  return (
    <Split
      label="The open registration"
      panel={open ? panel(open) : null}
      bar={open && <OpenAsPage to="/registrations/$id" params={{ id: open }} />}
      onClose={() => setOpen(undefined)}
    >
      <Page title="What is due next?" lead={data && <Lead queue={data} />}>
        {queue.error && !data ? <ProblemNotice error={queue.error} onRetry={queue.refetch} /> : null}
        {queue.isPending && <ListSkeleton rows={8} rowHeight={44} />}
        {data && data.items.length === 0 && (
          <Empty
            title="Nothing waits for you"
            text="Registrations that a person must decide stand here, the most urgent first. The policy decides the others at once."
          />
        )}
        {data && data.items.length > 0 && (
          <QueueTable
            caption="Due, by time left"
            items={data.items}
            current={current}
            compact={open !== undefined}
            onOpen={setOpen}
          />
        )}
        {data && data.waitingForPartner.length > 0 && (
          <section style={{ display: 'grid', gap: '0.5rem', justifyItems: 'start' }}>
            <Button
              variant="subtle"
              color="gray"
              px="xs"
              aria-expanded={waiting === 'yes'}
              leftSection={waiting ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
              onClick={() =>
                navigate({ search: (now) => ({ ...now, waiting: waiting ? undefined : 'yes' }), replace: true })
              }
            >
              Waiting for a partner: {data.waitingForPartner.length}
            </Button>
            <Collapse expanded={waiting === 'yes'} keepMounted={false} w="100%">
              <QueueTable
                caption="Waiting for a partner, by time left"
                items={data.waitingForPartner}
                current={current}
                compact={open !== undefined}
                onOpen={setOpen}
              />
            </Collapse>
          </section>
        )}
      </Page>
    </Split>
  )
}

function Lead({ queue }: { queue: WorkQueue }) {
  if (queue.items.length === 0) return <>Nothing is due.</>
  const cases = queue.items.length === 1 ? 'One registration waits' : `${queue.items.length} registrations wait`
  const mine = queue.items.filter(({ duty }) => duty?.people?.isYours).length
  const late =
    queue.lateCount === 1 ? 'One is late' : `${queue.lateCount || 'None'} ${queue.lateCount ? 'are' : 'is'} late`
  return (
    <>
      {cases} for our decision, {mine === queue.items.length ? 'all' : mine || 'none'} of them with you. {late}.
    </>
  )
}

function QueueTable(props: {
  caption: string
  items: Item[]
  current: string | undefined
  compact: boolean
  onOpen: (id: string) => void
}) {
  const now = useNow()
  const { vendor } = useMe()
  const columns: Column<Item>[] = [
    { key: 'account', title: 'Account', render: ({ registration }) => <Name>{registration.accountName}</Name> },
    { key: 'due', title: 'Due', render: (item) => <Due item={item} now={now} /> },
    { key: 'whose', title: 'Who has it', render: (item) => <Whose item={item} /> },
    { key: 'what', title: 'What is owed', render: (item) => item.what },
    { key: 'partner', title: 'Partner', render: (item) => <Waits item={item} /> },
    { key: 'family', title: 'For', render: ({ registration }) => registration.productFamily.name },
    { key: 'why', title: 'Why it waits', render: (item) => item.why },
    {
      key: 'amount',
      title: 'Amount',
      align: 'end',
      render: ({ registration }) => <Money amountMinor={registration.amountMinor} currency={vendor.currency} />,
    },
  ]
  if (props.items.every(({ duty }) => duty === null)) columns.splice(2, 1)
  return (
    <DenseTable
      caption={props.caption}
      columns={props.compact ? columns.filter(({ key }) => ['account', 'due', 'partner'].includes(key)) : columns}
      rows={props.items}
      rowKey={idOf}
      selectedKey={props.current}
      onRow={(item) => props.onOpen(idOf(item))}
    />
  )
}

function Due({ item, now }: { item: Item; now: string }) {
  if (!item.late) return <When at={item.dueAt} now={now} />
  return (
    <>
      <ToneBadge tone="refused" icon={IconAlarm}>
        Late
      </ToneBadge>
      <br />
      <small>
        was due <When at={item.dueAt} now={now} />
      </small>
    </>
  )
}

const as = { backup: 'Stands in for', manager: 'Manager, for', director: 'Director, for' }

/** Who has it now; after an escalation, as what, and whose it was. */
function Whose({ item: { duty } }: { item: Item }) {
  if (!duty?.people?.holderName) return <>Nobody yet</>
  const { ownerName, holderName, isYours } = duty.people
  const name = isYours ? 'You' : holderName
  if (duty.heldAs !== 'owner')
    return (
      <>
        {name}
        <br />
        <small>
          {as[duty.heldAs]} {ownerName}
        </small>
      </>
    )
  return <>{duty.takenAt ? `${name}, looking at it` : name}</>
}

/** The partner that waits, and what it has meanwhile. */
function Waits({ item: { registration, duty } }: { item: Item }) {
  const name = registration.partner?.name ?? ''
  if (!duty?.interim) return <>{name}</>
  return (
    <>
      {name}
      <br />
      <small>
        Protected meanwhile, to <Day value={duty.interim.lastDay} />
      </small>
    </>
  )
}
