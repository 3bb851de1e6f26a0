import { NativeSelect } from '@mantine/core'
import { type NotificationChannel, notificationChannels } from '@parley/contract/notifications'
import { notifications as routes } from '@parley/contract/routes/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { Empty } from './empty.tsx'
import classes from './notifications.module.css'
import { ProblemNotice } from './problem.tsx'
import { queryKeyOf, useCall, useSend } from './query.tsx'
import { useReadOnly } from './read-only.tsx'
import { ListSkeleton } from './skeletons.tsx'

/** How the reader hears of each kind of notice. A choice is kept at once. */
export function NotificationSettings() {
  const client = useQueryClient()
  const readOnly = useReadOnly()
  const asked = useCall(routes.settings)
  const save = useSend(routes.saveSettings, {
    onDone: (answer) => client.setQueryData(queryKeyOf(routes.settings), answer),
  })
  if (asked.error && !asked.data) return <ProblemNotice error={asked.error} onRetry={() => asked.refetch()} />
  if (!asked.data) return <ListSkeleton rows={4} rowHeight={72} />
  const { email, kinds } = asked.data.data
  if (kinds.length === 0)
    return (
      <Empty
        title="Nothing to choose"
        text="Your role isn’t told of anything by itself. Channel managers and sales are told of registrations."
      />
    )
  const chosen = save.isPending ? save.variables.body?.kinds[0] : undefined
  return (
    <div className={classes.kinds}>
      <p>
        E-mails go to <strong>{email}</strong>.
      </p>
      {kinds.map(({ kind, title, description, channel }) => (
        <div key={kind} className={classes.kind}>
          <div>
            <label htmlFor={kind}>
              <strong>{title}</strong>
            </label>
            <p id={`${kind}-what`}>{description}</p>
          </div>
          <NativeSelect
            id={kind}
            aria-describedby={`${kind}-what`}
            disabled={readOnly !== null}
            value={chosen?.kind === kind ? chosen.channel : channel}
            data={Object.entries(notificationChannels).map(([value, label]) => ({ value, label }))}
            onChange={(event) =>
              save.mutate({ body: { kinds: [{ kind, channel: event.currentTarget.value as NotificationChannel }] } })
            }
          />
        </div>
      ))}
      <p role="status" className={classes.saved}>
        {readOnly ?? (save.isPending ? 'Keeping your choice' : save.isSuccess ? 'Your choice is kept.' : '')}
      </p>
      {save.error && <ProblemNotice error={save.error} />}
    </div>
  )
}
