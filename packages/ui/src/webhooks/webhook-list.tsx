import { Button } from '@mantine/core'
import type { WebhookEndpoint } from '@parley/contract/webhooks'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { When } from '../date.tsx'
import { Dialog, HeldOpen } from '../dialog.tsx'
import { Empty } from '../empty.tsx'
import { shown } from '../name.tsx'
import { Page } from '../page.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useCall, useSend } from '../query.tsx'
import { ListSkeleton } from '../skeletons.tsx'
import { TheSecret } from './the-secret.tsx'
import type { WebhookWays } from './ways.ts'
import { WebhookForm } from './webhook-form.tsx'
import classes from './webhooks.module.css'
import { hostOf, topicTitle, WebhookBadge } from './words.tsx'

type Props = { ways: WebhookWays; now: string; onOpen: (id: string) => void }

/** The systems that are told, and the way to add one. `children` stands below. */
export function WebhookList(props: Props & { title: string; lead: string; children?: React.ReactNode }) {
  const [adding, setAdding] = useState(false)
  const list = useCall(props.ways.list)
  const items = list.data?.data.items
  const add = <AbilityButton onClick={() => setAdding(true)}>Add a webhook</AbilityButton>
  return (
    <Page title={props.title} lead={props.lead} actions={add}>
      <div className={classes.stack}>
        {list.error && <ProblemNotice error={list.error} onRetry={() => list.refetch()} />}
        {!items && !list.error && <ListSkeleton rows={3} />}
        {items?.length === 0 && (
          <Empty
            title="No system is told yet"
            text="Give the address of your CRM or another system: it hears within seconds what happens to a registration. Each event stands here with how it arrived."
          />
        )}
        {items && items.length > 0 && <Table {...props} items={items} />}
        {props.children}
      </div>
      <AddWebhook {...props} open={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function Table({ items, now, onOpen }: Props & { items: WebhookEndpoint[] }) {
  const columns: Column<WebhookEndpoint>[] = [
    {
      key: 'where',
      title: 'Where',
      render: ({ url, description }) => (
        <span className={classes.two}>
          {hostOf(url)}
          {description && <small>{shown(description)}</small>}
        </span>
      ),
    },
    { key: 'state', title: 'How it stands', render: (each) => <WebhookBadge {...each} /> },
    {
      key: 'events',
      title: 'Events',
      render: ({ topics }) => (topics.length === 1 ? topicTitle(topics[0]!) : `${topics.length} kinds`),
    },
    {
      key: 'last',
      title: 'Last delivered',
      render: ({ lastSuccessAt }) => (lastSuccessAt ? <When at={lastSuccessAt} now={now} /> : 'Nothing yet'),
    },
    { key: 'waiting', title: 'On their way', align: 'end', render: ({ waitingCount }) => waitingCount },
    { key: 'failed', title: 'Given up', align: 'end', render: ({ failedCount }) => failedCount },
  ]
  return (
    <DataTable
      caption="Webhooks"
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      onRow={({ id }) => onOpen(id)}
    />
  )
}

function AddWebhook({ ways, open, onClose, onOpen }: Props & { open: boolean; onClose: () => void }) {
  const client = useQueryClient()
  const send = useSend(ways.create, {
    onDone: () => void client.invalidateQueries({ queryKey: [ways.list.id] }),
  })
  const made = send.data?.data
  const close = () => {
    onClose()
    send.reset()
  }
  return (
    <Dialog title={made ? 'Keep this secret' : 'Which system wants to know?'} open={open} onClose={close}>
      {send.isPending && <HeldOpen />}
      {made ? (
        <>
          <TheSecret secret={made.secret} />
          <div className={classes.buttons}>
            <Button
              onClick={() => {
                close()
                onOpen(made.endpoint.id)
              }}
            >
              I have it
            </Button>
          </div>
        </>
      ) : (
        <WebhookForm
          values={{ url: '', description: '', topics: [] }}
          verb="Add the webhook"
          pending={send.isPending}
          error={send.error}
          onClose={close}
          onSave={(body) => send.mutate({ body })}
        />
      )}
    </Dialog>
  )
}
