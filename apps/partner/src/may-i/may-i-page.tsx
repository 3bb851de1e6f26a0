import type { EngagementVerb } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { AskForm, bodyOf, nothingTyped } from '@parley/ui/may-i/ask-form'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { queryClient, useMe } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { paths } from '../paths.ts'
import { Asked, AskedList } from './asked-list.tsx'
import { PartnerAnswer } from './partner-answer.tsx'

/** One box, one button, the answer in words; under it what waits for this partner's consent, and what was asked. */
export function MayIPage() {
  const { asked, show } = useSearch({ from: '/signed-in/may-i' })
  const navigate = useNavigate({ from: paths.mayI })
  const { productFamilies, viewed } = useMe()
  const [typed, setTyped] = useKept('mayI', nothingTyped)
  const answer = useRef<HTMLDivElement>(null)
  const ask = useSend(partnerEngagements.ask, {
    onDone: ({ data, etag }) => {
      queryClient.setQueryData(queryKeyOf(partnerEngagements.get, { params: { id: data.id } }), { data, etag })
      void queryClient.invalidateQueries({ queryKey: [partnerEngagements.list.id] })
      void navigate({ search: (old) => ({ ...old, asked: data.id }), replace: true, resetScroll: false })
    },
  })
  const shown = useCall(partnerEngagements.get, { params: { id: asked ?? '' } }, { enabled: asked !== undefined })
  const shownId = shown.data?.data.id
  const askedHere = ask.data?.data.id
  useEffect(() => {
    if (shownId && shownId === askedHere) answer.current?.scrollIntoView({ block: 'nearest' })
  }, [shownId, askedHere])
  const errors = fieldErrors(ask.error)
  const isOpen = shown.data?.data.outcome.type === 'informationNeeded'
  const lastVerb = (ask.variables?.body as { verb: EngagementVerb } | undefined)?.verb
  const send = (verb: EngagementVerb) => ask.mutate({ body: bodyOf(typed, verb) })
  return (
    <Page title="May I?" lead="Ask before you act. The answer comes at once, and is kept.">
      <AskForm
        reader="partner"
        families={productFamilies}
        typed={typed}
        onChange={(change) => setTyped((old) => ({ ...old, ...change }))}
        onAsk={send}
        asking={ask.isPending ? (lastVerb ?? null) : null}
        errors={errors}
        reviewAsked={isOpen}
      />
      {viewed && <p>You are looking as somebody else, so nothing can be asked here.</p>}
      {ask.isError && Object.keys(errors).length === 0 && <ProblemNotice error={ask.error} focus />}
      <div ref={answer} aria-live="polite">
        {asked && shown.isPending && <CardSkeleton height={200} />}
        {asked && shown.isError && <ProblemNotice error={shown.error} onRetry={() => shown.refetch()} />}
        {asked && shown.data && <PartnerAnswer asked={shown.data.data} etag={shown.data.etag} />}
      </div>
      <Asked />
      <AskedList
        show={show}
        onShow={(next) =>
          void navigate({ search: (old) => ({ ...old, show: next }), replace: true, resetScroll: false })
        }
      />
    </Page>
  )
}
