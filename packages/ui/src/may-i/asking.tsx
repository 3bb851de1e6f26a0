import { ProblemError } from '@parley/contract/client'
import type { EngagementVerb, PartnerEngagement } from '@parley/contract/engagements'
import type { partnerEngagements, staffEngagements } from '@parley/contract/routes/engagements'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useRef } from 'react'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { queryKeyOf, useCall, useSend } from '../query.tsx'
import { CardSkeleton } from '../skeletons.tsx'
import { AskForm, type AskTyped, bodyOf, WhichOne } from './ask-form.tsx'

type Routes = {
  ask: typeof partnerEngagements.ask | typeof staffEngagements.ask
  get: typeof partnerEngagements.get | typeof staffEngagements.get
}

/** One box, a button for each thing that one may want to do, and the answer to the question in the address. */
export function Asking<Asked extends PartnerEngagement>(props: {
  reader: 'partner' | 'staff'
  routes: Routes
  families: readonly { id: string; name: string }[]
  /** What is typed, as `useKept` has it. */
  kept: readonly [AskTyped, (change: (old: AskTyped) => AskTyped) => void, ...unknown[]]
  /** The question whose answer is shown. */
  asked: string | undefined
  /** The account that is meant, where the reader came from it. */
  accountId?: string | undefined
  /** Stands in the form's place for those who may only read. */
  insteadOfForm?: ReactNode
  onAsked: (id: string) => void
  answer: (asked: Asked, etag: string | null) => ReactNode
}) {
  const { reader, routes, asked, onAsked } = props
  const [typed, setTyped] = props.kept
  const client = useQueryClient()
  const place = useRef<HTMLDivElement>(null)
  const ask = useSend(routes.ask, {
    onDone: ({ data, etag }) => {
      client.setQueryData(queryKeyOf(routes.get, { params: { id: data.id } }), { data, etag })
      onAsked(data.id)
    },
  })
  const shown = useCall(routes.get, { params: { id: asked ?? '' } }, { enabled: asked !== undefined })
  const shownId = shown.data?.data.id
  const askedHere = ask.data?.data.id
  useEffect(() => {
    if (shownId && shownId === askedHere) place.current?.scrollIntoView({ block: 'nearest' })
  }, [shownId, askedHere])
  const alike = ask.error instanceof ProblemError ? ask.error.problem.alike : undefined
  const errors = alike ? {} : fieldErrors(ask.error)
  const lastVerb = (ask.variables?.body as { verb: EngagementVerb } | undefined)?.verb
  const send = (verb: EngagementVerb, chosen = props.accountId) =>
    ask.mutate({ body: { ...bodyOf(typed, verb), ...(chosen ? { accountId: chosen } : {}) } })
  return (
    <>
      {props.insteadOfForm ?? (
        <AskForm
          reader={reader}
          families={props.families}
          typed={typed}
          onChange={(change) => setTyped((old) => ({ ...old, ...change }))}
          onAsk={send}
          asking={ask.isPending ? (lastVerb ?? null) : null}
          errors={errors}
          reviewAsked={reader === 'partner' && shown.data?.data.outcome.type === 'informationNeeded'}
        />
      )}
      {alike && lastVerb && <WhichOne alike={alike} onChoose={(chosen) => send(lastVerb, chosen)} />}
      {ask.isError && !alike && Object.keys(errors).length === 0 && <ProblemNotice error={ask.error} focus />}
      <div ref={place} aria-live="polite">
        {asked && shown.isPending && <CardSkeleton height={200} />}
        {asked && shown.isError && <ProblemNotice error={shown.error} onRetry={() => shown.refetch()} />}
        {asked && shown.data && props.answer(shown.data.data as Asked, shown.data.etag)}
      </div>
    </>
  )
}
