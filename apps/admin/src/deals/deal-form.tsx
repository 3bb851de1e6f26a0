import { Button } from '@mantine/core'
import type { StaffDeal } from '@parley/contract/deals'
import type { Route } from '@parley/contract/route'
import { staffDeals } from '@parley/contract/routes/deals'
import { staffStatements } from '@parley/contract/routes/statements'
import { fieldErrors, isStale, ProblemNotice } from '@parley/ui/problem'
import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react'
import { accounts, staff, useRefresh, useSend } from '../api.ts'
import classes from './deals.module.css'
import { useDoing } from './doing.ts'

export type FormProps = { deal: StaffDeal; etag: string | null }

/** All that shows something of a deal is read again after a change. */
export function useDealRefresh() {
  const refresh = useRefresh()
  return () =>
    refresh(
      staffDeals.get,
      staffDeals.list,
      staffDeals.reductionRules,
      staffStatements.months,
      staff.listDecisions,
      accounts.getAccount,
    )
}

/** Sends a change of the deal, or of a claim to it; what was typed stays until it was kept. */
export function useAction<R extends Route>(route: R, forget: () => void) {
  const [, setDoing] = useDoing()
  const refresh = useDealRefresh()
  const send = useSend(route, {
    onDone: () => {
      forget()
      void refresh()
      void setDoing(undefined)
    },
  })
  const errors = fieldErrors(send.error)
  return {
    errors,
    error: send.error,
    busy: send.isPending,
    reset: send.reset,
    reload: () => {
      send.reset()
      void refresh()
    },
    send: (id: string, body: unknown, ifMatch?: string | null) =>
      send.mutate({ params: { id }, body, ...(ifMatch ? { ifMatch } : {}) } as never),
  }
}
type Action = Pick<ReturnType<typeof useAction>, 'errors' | 'error' | 'busy' | 'reload'>

/** `told`: the fields that show their own errors; what the server says of others stands below. */
export function Form(props: {
  title: string
  lead?: ReactNode
  verb: string
  action: Action
  told: readonly string[]
  onSend: () => void
  children: ReactNode
}) {
  const [, setDoing] = useDoing()
  const { action } = props
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const top = form.current?.getBoundingClientRect().top ?? 0
    if (top > window.innerHeight * 0.6 || top < 0) form.current?.scrollIntoView({ block: 'start' })
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus({ preventScroll: true })
  }, [])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSend()
  }
  const isTold = action.error !== null && props.told.some((pointer) => pointer in action.errors)
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.lead && <div className={classes.dim}>{props.lead}</div>}
      {props.children}
      {action.error && !isTold ? (
        <ProblemNotice
          error={action.error}
          focus
          {...(isStale(action.error) ? { onRetry: action.reload, retryLabel: 'Show it as it is now' } : {})}
        />
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={action.busy}>
          {props.verb}
        </Button>
        <Button variant="default" onClick={() => setDoing(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
