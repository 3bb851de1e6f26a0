import { SettingError } from './settings.ts'

/** What a person can mend of a connection that failed, in a sentence that names the setting and no password; else the error itself. */
export function explainConnectError(error: unknown, url: string, setting: string): unknown {
  if (error instanceof SettingError) return error
  const { code, message } = error as { code?: string; message: string }
  const { hostname, port, pathname, username } = new URL(url)
  const place = `${hostname || 'localhost'}:${port || 5432}`
  if (code === '28P01' || code === '28000' || /password/i.test(message)) {
    return new SettingError(
      `${setting}: PostgreSQL at ${place} doesn't let the user ${username || '(none)'} in: check the name and the password (${message}).`,
    )
  }
  if (code === '3D000') {
    return new SettingError(
      `${setting}: there is no database "${decodeURIComponent(pathname.slice(1))}" at ${place}: create it first, with createdb.`,
    )
  }
  if (code?.startsWith('E') || code === '57P03' || /timeout|terminated|SSL|certificate/i.test(message)) {
    return new SettingError(
      `${setting}: PostgreSQL at ${place} can't be reached (${message || code}): start it, or check the host, the port and sslmode.`,
    )
  }
  if (code === '53300') {
    return new SettingError(`${setting}: PostgreSQL at ${place} has no free connection: raise max_connections.`)
  }
  return error
}
