import { Button } from '@mantine/core'
import type { StaffRegistration } from '@parley/contract/registrations'
import type { Route } from '@parley/contract/route'
import { isStale, ProblemNotice } from '@parley/ui/problem'
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { accounts, staff, useCall, useRefresh, useSend } from '../api.ts'
import { Notice } from '../layout/notice.tsx'
import { changedMeanwhile } from './changed-meanwhile.ts'
import { useDoing } from './doing.ts'
import classes from './registration.module.css'

export type FormProps = { registration: StaffRegistration; etag: string | null }

/**
 * Sends one action on what the writer has seen. When somebody else changed the registration meanwhile, it is read again,
 * says what changed, and waits until the writer goes on; what was typed stays.
 */
export function useAction<R extends Route>(route: R, { registration, etag }: FormProps, forget: () => void) {
  const [seen, setSeen] = useState({ registration, etag })
  const [, setDoing] = useDoing()
  const latest = useCall(staff.get, { params: { id: registration.summary.id } })
  const refresh = useRefresh()
  const send = useSend(route, {
    onDone: () => {
      forget()
      void refresh(
        staff.get,
        staff.queue,
        staff.list,
        staff.listDecisions,
        accounts.getAccount,
        accounts.searchAccounts,
      )
      void setDoing(undefined)
    },
  })
  const changes = changedMeanwhile(seen.registration, registration)
  return {
    changes,
    error: isStale(send.error) && changes.length > 0 ? null : send.error,
    busy: send.isPending || (isStale(send.error) && latest.isFetching),
    goOn: () => {
      send.reset()
      setSeen({ registration, etag })
    },
    send: (body: unknown) =>
      send.mutate(
        { params: { id: registration.summary.id }, body, ...(seen.etag ? { ifMatch: seen.etag } : {}) } as never,
        {
          onError: (error) => {
            if (isStale(error)) void latest.refetch()
          },
        },
      ),
  }
}

export function Form(props: {
  title: string
  verb: string
  action: { changes: string[]; error: unknown; busy: boolean; goOn: () => void }
  onSend: () => void
  children: ReactNode
}) {
  const [, setDoing] = useDoing()
  const { action } = props
  const stale = action.changes.length > 0
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const top = form.current?.getBoundingClientRect().top ?? 0
    if (top > window.innerHeight * 0.6) form.current?.scrollIntoView({ block: 'start' })
    form.current?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  }, [])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!stale) props.onSend()
  }
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.children}
      {stale && (
        <Notice title="This changed while you wrote">
          <ul>
            {action.changes.map((change) => (
              <li key={change}>{change}</li>
            ))}
          </ul>
          <p>What you typed is kept.</p>
          <div>
            <Button size="xs" onClick={action.goOn}>
              Go on with what I wrote
            </Button>
          </div>
        </Notice>
      )}
      {action.error ? <ProblemNotice error={action.error} focus /> : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={action.busy} disabled={stale}>
          {props.verb}
        </Button>
        <Button variant="default" onClick={() => setDoing(undefined)}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** Whether a whole number was given that the outcome allows. */
export const inRange = (value: number | null, range: { minimum: number; maximum: number }) =>
  value !== null && value >= range.minimum && value <= range.maximum
export const rangeWords = (range: { minimum: number; maximum: number }) =>
  `Give ${range.minimum} to ${range.maximum} days.`
