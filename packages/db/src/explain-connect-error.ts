import { SettingError } from './settings.ts'

/** Self-signed, by an authority that isn't known here, over, or for another name. */
const notVouchedFor = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_|UNABLE_TO_|CERT_|ERR_TLS_CERT_)/

/** What a person can mend of a connection that failed, in a sentence that names the setting and no password; else the error itself. */
export function explainConnectError(error: unknown, url: string, setting: string): unknown {
  if (error instanceof SettingError) return error
  const { code, message, syscall, path } = error as NodeJS.ErrnoException
  const { hostname, port, pathname, username } = new URL(url)
  const place = `${hostname || 'localhost'}:${port || 5432}`
  if (path !== undefined && (syscall === 'open' || syscall === 'read')) {
    return new SettingError(
      `${setting}: the file ${path} that it names for TLS can't be read (${code}): give a path from the root that this user may read.`,
    )
  }
  if (notVouchedFor.test(code ?? '')) {
    return new SettingError(
      `${setting}: PostgreSQL at ${place} has a certificate that nobody vouches for (${message}): name who signed it with sslrootcert=/path/to/ca.crt, or say sslmode=no-verify where nobody can come between.`,
    )
  }
  if (/^ERR_(OSSL|SSL|TLS)/.test(code ?? '')) {
    return new SettingError(
      `${setting}: TLS with PostgreSQL at ${place} failed (${message}): check sslmode, and the files of sslrootcert, sslcert and sslkey.`,
    )
  }
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
