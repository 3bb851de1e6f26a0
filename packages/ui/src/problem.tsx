import { Button } from '@mantine/core'
import { ProblemError } from '@parley/contract/client'
import { IconAlertTriangle, IconCopy, IconLock } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import classes from './problem.module.css'

/** The server's words for each field, by JSON pointer into the request's body; empty for any other error. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ProblemError)) return {}
  return Object.fromEntries(
    (error.problem.errors ?? []).map(({ pointer, detail, mend }) => [pointer, mend ? `${detail} ${mend}` : detail]),
  )
}

/** True when somebody else changed the record since it was read. */
export const isStale = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'stale'

/** True when the answer is that this is somebody else's to do or to read: nothing broke, and asking again changes nothing. */
const isNotTheirs = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'notAllowed'

type Words = { title: string; detail: string; requestId: string | null }
function wordsOf(error: unknown): Words {
  if (error instanceof ProblemError) {
    const { title, detail, requestId } = error.problem
    return { title, detail, requestId }
  }
  if (error instanceof TypeError)
    return {
      title: 'The server can’t be reached',
      detail: 'Check your connection, then try again. What you typed is kept.',
      requestId: null,
    }
  return {
    title: 'This didn’t work',
    detail: 'The answer couldn’t be read. Try again in a moment.',
    requestId: null,
  }
}

/** What went wrong, in words, with the request's id to copy and a way on. `focus` moves the reader to it. */
export function ProblemNotice({
  error,
  onRetry,
  retryLabel = 'Try again',
  focus = false,
}: {
  error: unknown
  onRetry?: (() => void) | undefined
  retryLabel?: string
  focus?: boolean
}) {
  const { title, detail, requestId } = wordsOf(error)
  const calm = isNotTheirs(error)
  const Icon = calm ? IconLock : IconAlertTriangle
  const box = useRef<HTMLDivElement>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (focus) box.current?.focus()
  }, [focus, error])
  return (
    <div ref={box} className={classes.notice} data-tone={calm ? 'neutral' : 'refused'} role="alert" tabIndex={-1}>
      <h2>
        <Icon size={20} aria-hidden />
        {title}
      </h2>
      <p>{detail}</p>
      {!calm && (onRetry || requestId) && (
        <div className={classes.foot}>
          {onRetry && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {retryLabel}
            </Button>
          )}
          {requestId && (
            <>
              <span className={classes.id}>Request {requestId}</span>
              <Button
                size="compact-xs"
                variant="subtle"
                leftSection={<IconCopy size={14} aria-hidden />}
                onClick={() => navigator.clipboard?.writeText(requestId).then(() => setCopied(true))}
              >
                {copied ? 'Copied' : 'Copy the id'}
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** Why it wasn't kept; where somebody else was faster, it is read again. */
export function Refused({ error, onReload }: { error: unknown; onReload: () => void }) {
  const again = isStale(error) ? { onRetry: onReload, retryLabel: 'Show it as it is now' } : {}
  return <ProblemNotice error={error} focus {...again} />
}
