import { Button } from '@mantine/core'
import type { DeliveryState, HeldEmail, HeldMessage } from '@parley/contract/delivery'
import { delivery } from '@parley/contract/routes/delivery'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { type Answer, queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useQueryClient } from '@tanstack/react-query'
import { useNow } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './delivery.module.css'

/** What leaves the house: e-mails that wait or failed with the reason, messages that were set aside, and how to send them again. */
export function DeliveryPage() {
  const asked = useCall(delivery.state)
  const state = asked.data?.data
  return (
    <Sheet>
      <Page
        title="Does everything arrive?"
        lead="What happens is told in the app, by e-mail and to other systems. Here stands what is still on its way, or stuck."
        actions={
          <Button variant="default" loading={asked.isFetching} onClick={() => asked.refetch()}>
            Look again
          </Button>
        }
      >
        {asked.error && !state && <ProblemNotice error={asked.error} onRetry={() => asked.refetch()} />}
        {!asked.error && !state && <ListSkeleton rows={4} />}
        {state && <State state={state} />}
      </Page>
    </Sheet>
  )
}

function State({ state }: { state: DeliveryState }) {
  const { mail, messages, emailsGivenUp, emailsWaiting, messagesHeld } = state
  return (
    <div className={classes.parts}>
      <Section title="E-mail" note={`${mail.sentLastDay.toLocaleString('en')} sent in the last 24 hours`} bare>
        <p
          className={classes.words}
          data-tone={mail.givenUp > 0 || (!mail.isSet && mail.waiting > 0) ? 'refused' : 'neutral'}
        >
          {mail.words}
        </p>
        <Emails caption="E-mails that couldn’t be sent" emails={emailsGivenUp} />
        <Emails caption="E-mails that wait" emails={emailsWaiting} />
      </Section>
      <Section title="Messages" bare>
        <p className={classes.words} data-tone={messages.setAside > 0 ? 'refused' : 'neutral'}>
          {messages.words}
        </p>
        {messagesHeld.length > 0 && <Messages messages={messagesHeld} />}
      </Section>
      {emailsGivenUp.length + emailsWaiting.length + messagesHeld.length === 0 && (
        <Empty
          title="Nothing is stuck"
          text="An e-mail that a mail server refuses, or a message that can’t be told, would stand here with the reason."
          action={<ButtonLink to="/">Go to the work queue</ButtonLink>}
        />
      )}
    </div>
  )
}

function useRetry<R extends typeof delivery.retryEmail | typeof delivery.retryMessage>(route: R) {
  const client = useQueryClient()
  return useSend(route, {
    onDone: (answer) =>
      client.setQueryData(queryKeyOf(delivery.state), answer as unknown as Answer<typeof delivery.state>),
  })
}

function Emails({ caption, emails }: { caption: string; emails: HeldEmail[] }) {
  const now = useNow()
  const retry = useRetry(delivery.retryEmail)
  if (emails.length === 0) return null
  const columns: Column<HeldEmail>[] = [
    { key: 'to', title: 'To', render: ({ address }) => <Name>{address}</Name> },
    { key: 'subject', title: 'Subject', render: ({ subject }) => <Name>{subject}</Name> },
    { key: 'when', title: 'Written', render: ({ createdAt }) => <When at={createdAt} now={now} /> },
    { key: 'reason', title: 'Reason', render: ({ reason }) => reason && <Name>{reason}</Name> },
    {
      key: 'next',
      title: 'Next try',
      render: ({ nextAttemptAt, attempts }) =>
        nextAttemptAt && attempts > 0 ? <When at={nextAttemptAt} now={now} /> : null,
    },
    {
      key: 'retry',
      title: 'Again',
      render: ({ id, address, canRetry, attempts }) =>
        canRetry && attempts > 0 ? (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Send again to ${address}`}
            loading={retry.isPending && retry.variables.params?.id === id}
            onClick={() => retry.mutate({ params: { id } })}
          >
            Send again
          </Button>
        ) : null,
    },
  ]
  return (
    <>
      <h3>{caption}</h3>
      {retry.error && <ProblemNotice error={retry.error} />}
      <DenseTable caption={caption} columns={columns} rows={emails} rowKey={({ id }) => id} />
    </>
  )
}

function Messages({ messages }: { messages: HeldMessage[] }) {
  const now = useNow()
  const retry = useRetry(delivery.retryMessage)
  const columns: Column<HeldMessage>[] = [
    { key: 'what', title: 'What happened', render: ({ title }) => title },
    {
      key: 'subject',
      title: 'About',
      render: ({ subject }) =>
        subject && (
          <TextLink to="/registrations/$id" params={{ id: subject.id }}>
            <Name>{subject.words}</Name>
          </TextLink>
        ),
    },
    { key: 'when', title: 'When', render: ({ happenedAt }) => <When at={happenedAt} now={now} /> },
    { key: 'reason', title: 'Reason', render: ({ reason }) => <Name>{reason}</Name> },
    {
      key: 'next',
      title: 'Next try',
      render: ({ nextAttemptAt }) => (nextAttemptAt ? <When at={nextAttemptAt} now={now} /> : 'Set aside'),
    },
    {
      key: 'retry',
      title: 'Again',
      render: ({ id, title }) => (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Tell again: ${title}`}
          loading={retry.isPending && retry.variables.params?.id === id}
          onClick={() => retry.mutate({ params: { id } })}
        >
          Tell again
        </Button>
      ),
    },
  ]
  return (
    <>
      {retry.error && <ProblemNotice error={retry.error} />}
      <DenseTable caption="Messages that couldn’t be told" columns={columns} rows={messages} rowKey={({ id }) => id} />
    </>
  )
}
