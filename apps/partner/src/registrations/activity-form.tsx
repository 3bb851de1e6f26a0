import { Button } from '@mantine/core'
import { activityKinds } from '@parley/contract/registrations'
import { Dialog } from '@parley/ui/dialog'
import { ChoiceField, DayField, LongTextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useSend } from '@parley/ui/query'
import type { SubmitEvent } from 'react'
import { routes, useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import type { RegistrationProps } from './registration-view.tsx'
import classes from './registrations.module.css'
import { SendProblem } from './send-problem.tsx'

type Kind = keyof typeof activityKinds
const kinds = Object.entries(activityKinds).map(([value, label]) => ({ value: value as Kind, label }))
type Typed = { kind: Kind | null; note: string; happenedOn?: string }
const untouched: Typed = { kind: 'meeting', note: '' }

export function ActivityForm({
  open,
  onClose,
  registration,
  onChanged,
  onReload,
}: RegistrationProps & { open: boolean; onClose: () => void }) {
  const today = useToday()
  const [typed, setTyped] = useKept(`activity.${registration.summary.id}`, untouched)
  const { kind, note, happenedOn = today } = typed
  const set = (change: Partial<Typed>) => setTyped((old) => ({ ...old, ...change }))
  const log = useSend(routes.logActivity, {
    onDone: (answer) => {
      onChanged(answer)
      setTyped(untouched)
      onClose()
      say('Activity logged.')
    },
  })
  const errors = fieldErrors(log.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    log.mutate({ params: { id: registration.summary.id }, body: { kind: kind ?? 'other', note, happenedOn } })
  }
  return (
    <Dialog title="What happened with the customer?" open={open} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <ChoiceField
          label="Kind"
          name="kind"
          options={kinds}
          value={kind}
          onChange={(next) => set({ kind: next })}
          error={errors['/kind']}
        />
        <DayField
          label="When"
          name="happenedOn"
          max={today}
          value={happenedOn}
          onChange={(next) => set({ happenedOn: next })}
          error={errors['/happenedOn']}
        />
        <LongTextField
          label="What came of it"
          name="note"
          rows={3}
          value={note}
          onChange={(next) => set({ note: next })}
          error={errors['/note']}
        />
        {Object.keys(errors).length === 0 && <SendProblem error={log.error} onReload={onReload} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" loading={log.isPending}>
            Log activity
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
