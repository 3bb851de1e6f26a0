import type { AboutRecord } from '@parley/contract/account-timeline'
import { call, ProblemError } from '@parley/contract/client'
import { AccountTimelineList } from '@parley/ui/account-timeline'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { useCall } from '@parley/ui/query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { routes, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

const from = '/signed-in/registrations/$id/customer'

/** All that this company has with a customer: its registrations, questions, claims and money, and what it was told of. */
export function CustomerPage() {
  const { id } = useParams({ from })
  const { kind } = useSearch({ from })
  const navigate = useNavigate({ from: paths.customer })
  const now = useNow()
  const found = useCall(routes.get, { params: { id } })
  const name = found.data?.data.summary.accountName
  if (found.error instanceof ProblemError && found.error.problem.code === 'notFound')
    return (
      <Page title="What happened here?">
        <Empty
          title="There is no such customer of yours"
          text="Your company has registered nothing under this address, or it was cut off."
          action={<LinkButton to={paths.registrations}>Show your registrations</LinkButton>}
        />
      </Page>
    )
  return (
    <Page
      title={name ? `What happened at ${name}?` : 'What happened here?'}
      lead="All that your company has with this customer, by every name that you use for it."
    >
      <AccountTimelineList
        id={id}
        reads={async (query, signal) => (await call(routes.customerTimeline, { params: { id }, query, signal })).data}
        kind={kind}
        onKind={(next) => void navigate({ search: { kind: next }, replace: true })}
        now={now}
        link={recordLink}
        empty="What you register, ask and claim at this customer stands here with its dates."
      />
    </Page>
  )
}

const pages = {
  registration: paths.registration,
  engagement: paths.asked,
  claim: paths.claim,
  statement: paths.statement,
}

function recordLink({ kind, id }: AboutRecord, words: ReactNode): ReactNode {
  if (!(kind in pages)) return words
  return (
    <Link to={pages[kind as keyof typeof pages]} params={{ id }}>
      {words}
    </Link>
  )
}
