import { Button } from '@mantine/core'
import { ownAccount } from '@parley/contract/routes/sign-in'
import type { OwnSession } from '@parley/contract/sign-in'
import { When } from '../date.tsx'
import { ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import classes from './account.module.css'

/** Where somebody is signed in, this browser first. */
export function OwnSessions(props: { sessions: OwnSession[]; now: string; onChanged: () => void }) {
  const { sessions, now, onChanged } = props
  const end = useSend(ownAccount.endSession, { onDone: onChanged })
  const endOthers = useSend(ownAccount.endOtherSessions, { onDone: onChanged })
  const error = end.error ?? endOthers.error
  return (
    <section className={classes.part} aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <ul className={classes.sessions}>
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <strong>
                {session.device}
                {session.here && ', this one'}
              </strong>
              <span className={classes.dim}>
                {session.here ? (
                  'In use now'
                ) : (
                  <>
                    Last seen <When at={session.lastSeen} now={now} />
                  </>
                )}
                , signed in <When at={session.since} now={now} />
                {session.address && `, from ${session.address}`}
              </span>
            </div>
            {!session.here && (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={`End the session of ${session.device}`}
                loading={end.isPending && end.variables.params?.id === session.id}
                onClick={() => end.mutate({ params: { id: session.id } })}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {error && <ProblemNotice error={error} />}
      {sessions.length > 1 ? (
        <div className={classes.buttons}>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate({})}>
            End all others
          </Button>
        </div>
      ) : (
        <p className={classes.dim}>
          You are signed in nowhere else. A browser that you don’t know here would be a reason to change your password.
        </p>
      )}
    </section>
  )
}
