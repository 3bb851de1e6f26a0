import { Button } from '@mantine/core'
import { Dialog } from '@parley/ui/dialog'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useSend } from '@parley/ui/query'
import type { SubmitEvent } from 'react'
import { routes } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import type { RegistrationProps } from './registration-view.tsx'
import classes from './registrations.module.css'
import { SendProblem } from './send-problem.tsx'

export function ExtensionForm({
  open,
  onClose,
  registration,
  onChanged,
  onReload,
}: RegistrationProps & { open: boolean; onClose: () => void }) {
  const [progress, setProgress] = useKept(`extension.${registration.summary.id}`, '')
  const ask = useSend(routes.extend, {
    onDone: (answer) => {
      onChanged(answer)
      setProgress('')
      onClose()
      say(answer.data.protectionDecision?.headline ?? 'You have the answer.')
    },
  })
  const errors = fieldErrors(ask.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    ask.mutate({ params: { id: registration.summary.id }, body: { progress } })
  }
  return (
    <Dialog title="How far are you with this deal?" open={open} onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p className={classes.dim}>The rules answer at once. What you write here is kept with the answer.</p>
        <LongTextField
          label="Progress since it was registered"
          name="progress"
          value={progress}
          onChange={setProgress}
          error={errors['/progress']}
        />
        {Object.keys(errors).length === 0 && <SendProblem error={ask.error} onReload={onReload} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            Not now
          </Button>
          <Button type="submit" loading={ask.isPending}>
            Ask for extension
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
