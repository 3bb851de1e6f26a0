import { ProblemError } from '@parley/contract/client'
import type { EngagementVerb } from '@parley/contract/engagements'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { AskForm, bodyOf, nothingTyped, WhichOne } from '@parley/ui/may-i/ask-form'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useCall, useMe, useRefresh, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { useKeys } from '../layout/keys.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import { AskedList } from './asked-list.tsx'
import { StaffAnswer } from './staff-answer.tsx'

const route = getRouteApi('/console/may-i')

/** One box, a button for each thing that one may want to do, and the answer in words; under it everything that was asked. */
export function MayIPage() {
  const search = route.useSearch()
  const { asked, company, accountId } = search
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const refresh = useRefresh()
  const { productFamilies, user } = useMe()
  const [typed, setTyped] = useKept('mayI', nothingTyped)
  const answer = useRef<HTMLDivElement>(null)
  useKeys({ '/': () => document.getElementById('company')?.focus() })
  useEffect(() => {
    if (company) setTyped((old) => ({ ...old, company }))
  }, [company, setTyped])
  const ask = useSend(staffEngagements.ask, {
    onDone: ({ data, etag }) => {
      client.setQueryData(queryKeyOf(staffEngagements.get, { params: { id: data.id } }), { data, etag })
      void refresh(staffEngagements.list, staffEngagements.counts, staffEngagements.listHelp)
      void navigate({ search: (old) => ({ ...old, asked: data.id }), replace: true, resetScroll: false })
    },
  })
  const shown = useCall(staffEngagements.get, { params: { id: asked ?? '' } }, { enabled: asked !== undefined })
  const shownId = shown.data?.data.id
  const askedHere = ask.data?.data.id
  useEffect(() => {
    if (shownId && shownId === askedHere) answer.current?.scrollIntoView({ block: 'nearest' })
  }, [shownId, askedHere])
  const alike = ask.error instanceof ProblemError ? ask.error.problem.alike : undefined
  const errors = alike ? {} : fieldErrors(ask.error)
  const lastVerb = (ask.variables?.body as { verb: EngagementVerb } | undefined)?.verb
  const send = (verb: EngagementVerb, chosen = typed.company === company ? accountId : undefined) =>
    ask.mutate({ body: { ...bodyOf(typed, verb), ...(chosen ? { accountId: chosen } : {}) } })
  const mayAsk = user.role === 'sales' || user.role === 'channelManager'
  return (
    <Sheet>
      <Page
        title="May I?"
        lead="Ask before you act at an account. The partner that leads it is told, where the answer says so."
        actions={
          mayAsk && (
            <ButtonLink to="/may-i/list" variant="default" size="xs">
              Mark a call list
            </ButtonLink>
          )
        }
      >
        {mayAsk && (
          <AskForm
            reader="staff"
            families={productFamilies}
            typed={typed}
            onChange={(change) => setTyped((old) => ({ ...old, ...change }))}
            onAsk={send}
            asking={ask.isPending ? (lastVerb ?? null) : null}
            errors={errors}
          />
        )}
        {alike && lastVerb && <WhichOne alike={alike} onChoose={(chosen) => send(lastVerb, chosen)} />}
        {ask.isError && !alike && Object.keys(errors).length === 0 && <ProblemNotice error={ask.error} focus />}
        <div ref={answer} aria-live="polite">
          {asked && shown.isPending && <CardSkeleton height={200} />}
          {asked && shown.isError && <ProblemNotice error={shown.error} onRetry={() => shown.refetch()} />}
          {asked && shown.data && <StaffAnswer asked={shown.data.data} etag={shown.data.etag} />}
        </div>
        <AskedList
          search={search}
          onChange={(change) =>
            navigate({ search: (old) => ({ ...old, ...change }), replace: true, resetScroll: false })
          }
        />
      </Page>
    </Sheet>
  )
}
