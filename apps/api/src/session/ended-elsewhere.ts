import pg from 'pg'
import type { SessionMemo } from './session-memo.ts'

const quietMs = 10_000

/**
 * Listens for sessions that ended and people that changed, in any process: the database tells (009_people.sql), usually within
 * milliseconds. Costs one connection. Without it, as while the database is away, the memo's 60 s are the longest that it takes.
 */
export function listenForEndedSessions(appPool: pg.Pool, sessions: SessionMemo): { close(): Promise<void> } {
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  let closed = false

  const lost = () => {
    if (closed || again) return
    const gone = client
    client = undefined
    void gone?.end().catch(() => {})
    again = setTimeout(connect, quietMs)
    again.unref()
  }
  const connect = () => {
    again = undefined
    const next = new pg.Client({ ...appPool.options, keepAlive: true })
    client = next
    next.on('error', lost)
    next.on('end', lost)
    next.on('notification', ({ payload }) => {
      if (payload) sessions.forgetUser(payload)
    })
    return next
      .connect()
      .then(() => next.query('LISTEN parley_sessions'))
      .then(() => sessions.forgetAll())
      .catch(lost)
  }

  let connecting: Promise<unknown> | undefined
  sessions.onFirstUse(() => {
    if (!closed) connecting = connect()
  })
  return {
    async close() {
      closed = true
      clearTimeout(again)
      await connecting
      await client?.end().catch(() => {})
    },
  }
}
