import { ActionIcon, Button, Tooltip } from '@mantine/core'
import type { Ability } from '@parley/contract/ability'
import { Day } from '@parley/ui/date'
import { Name, shown } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { Section } from '../layout/section.tsx'
import classes from './accounts.module.css'

/** One way that an account is known. */
export type Known = {
  id: string
  text: string
  kind: string | null
  source: string
  addedByName: string
  addedAt: string
}

type Props = {
  title: string
  /** "name", "domain". */
  thing: string
  empty: string
  /** What stands first, and can't be taken away here. */
  first?: ReactNode
  can: Ability
  known: Known[]
  /** `started`: something is typed already. */
  add: {
    busy: boolean
    error: unknown
    started: boolean
    send: (done: () => void) => void
    cancel: () => void
  }
  remove: {
    busy: boolean
    error: unknown
    send: (id: string, done: () => void) => void
    putBack: (id: string, done: () => void) => () => void
  }
  /** The fields of a new one. */
  children: ReactNode
}

/** Names or domains, each with its source; a new one is added below, one that was taken away can be put back. */
export function KnownList(props: Props) {
  const { thing, known, can, add, remove } = props
  const [adding, setAdding] = useState(add.started)
  const [gone, setGone] = useState<{ text: string; putBack: () => void }>()
  const section = useRef<HTMLDivElement>(null)
  const focus = (selector: string) =>
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>(selector)?.focus())
  const close = () => {
    setAdding(false)
    focus('[data-add]')
  }
  const take = ({ id, text }: Known) => {
    const putBack = remove.putBack(id, () => {
      setGone(undefined)
      focus('[data-add]')
    })
    remove.send(id, () => setGone({ text, putBack }))
  }
  return (
    <Section title={props.title}>
      <div ref={section}>
        {known.length === 0 && props.empty !== '' && <p className={classes.dim}>{props.empty}</p>}
        <ul className={classes.names}>
          {props.first && (
            <li>
              <div>
                {props.first}
                <div className={classes.small}>Its website</div>
              </div>
            </li>
          )}
          {known.map((each) => (
            <li key={each.id}>
              <div>
                <Name>{each.text}</Name>
                <div className={classes.small}>
                  {each.kind && `${each.kind} · `}
                  <Name>{each.source}</Name> · {each.addedByName}, <Day value={each.addedAt} />
                </div>
              </div>
              {can.ok && (
                <Tooltip label="Take it away">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Take ${shown(each.text)} away`}
                    disabled={remove.busy}
                    onClick={() => take(each)}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </li>
          ))}
        </ul>
        <div role="status">{gone && <PutBack {...gone} busy={remove.busy} />}</div>
        {remove.error ? <ProblemNotice error={remove.error} /> : null}
        {can.ok && adding && <AddForm {...props} onDone={close} />}
        {can.ok && !adding && (
          <div className={classes.after}>
            <Button
              data-add
              size="xs"
              variant="default"
              onClick={() => {
                setAdding(true)
                setGone(undefined)
                focus('form input')
              }}
            >
              Add a {thing}
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}

/** It has the focus, as what was pressed is gone. */
function PutBack({ text, putBack, busy }: { text: string; putBack: () => void; busy: boolean }) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!busy) button.current?.focus()
  }, [busy])
  return (
    <p className={classes.buttons}>
      <span className={classes.small}>
        “<Name>{text}</Name>” was taken away.
      </span>
      <Button ref={button} size="compact-xs" variant="default" loading={busy} onClick={putBack}>
        Put it back
      </Button>
    </p>
  )
}

function AddForm({ thing, add, children, onDone }: Props & { onDone: () => void }) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    add.send(onDone)
  }
  return (
    <form className={classes.adding} onSubmit={submit} noValidate aria-label={`Add a ${thing}`}>
      {children}
      {add.error ? <ProblemNotice error={add.error} focus /> : null}
      <div className={classes.buttons}>
        <Button type="submit" size="xs" loading={add.busy}>
          Add the {thing}
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            add.cancel()
            onDone()
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  )
}
