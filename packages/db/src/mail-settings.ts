import { given, isThisMachine, SettingError } from './settings.ts'

/** The mail server that takes our e-mails, and whom they are from. */
export type MailSettings = {
  host: string
  port: number
  /** TLS from the first byte (smtps); otherwise STARTTLS where the server offers it. */
  secure: boolean
  /** The server must speak TLS, by STARTTLS, or nothing is sent: so that nobody between reads the password. */
  requireTls: boolean
  user: string | undefined
  password: string | undefined
  /** Name that stands with the address; may be empty. */
  fromName: string
  fromAddress: string
}

type Env = Record<string, string | undefined>

const shape = 'smtp://user:password@mail.example.com:587'

/** PARLEY_SMTP_URL and PARLEY_MAIL_FROM; undefined when neither is set. Throws SettingError, which names no part of the URL: it holds a password. */
export function mailSettings(env: Env): MailSettings | undefined {
  const address = given(env, 'PARLEY_SMTP_URL')
  const from = given(env, 'PARLEY_MAIL_FROM')
  if (address === undefined && from === undefined) return undefined
  if (address === undefined)
    throw new SettingError(
      `PARLEY_MAIL_FROM is set but PARLEY_SMTP_URL isn't: give the mail server as ${shape}, or leave both out.`,
    )
  if (from === undefined)
    throw new SettingError(
      'PARLEY_SMTP_URL is set but PARLEY_MAIL_FROM isn\'t: say whom e-mails are from, such as "Northwind Deals <deals@example.com>".',
    )
  return { ...server(address), ...sender(from) }
}

function server(address: string): Omit<MailSettings, 'fromName' | 'fromAddress'> {
  const url = URL.parse(address)
  if (!url) throw new SettingError(`PARLEY_SMTP_URL can't be read as an address: write it as ${shape}.`)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    throw new SettingError(
      `PARLEY_SMTP_URL starts with ${url.protocol}// but e-mail goes by smtp:// or smtps://: write it as ${shape}.`,
    )
  if (!url.hostname || (url.pathname !== '' && url.pathname !== '/') || url.hash)
    throw new SettingError(`PARLEY_SMTP_URL needs a host and nothing after the port: write it as ${shape}.`)
  if ((url.username === '') !== (url.password === ''))
    throw new SettingError(`PARLEY_SMTP_URL has a user or a password alone: give both, or neither, as in ${shape}.`)
  const tls = url.searchParams.get('tls')
  const isKnown = tls === null || tls === 'required' || tls === 'optional'
  if (!isKnown || [...url.searchParams.keys()].some((name) => name !== 'tls'))
    throw new SettingError(
      `PARLEY_SMTP_URL knows one option, ?tls=required or ?tls=optional: write it as ${shape}?tls=required, or without.`,
    )
  const isSecretOnTheWay = url.username !== '' && !isThisMachine(url.hostname)
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    requireTls: tls === 'required' || (tls === null && !secure && isSecretOnTheWay),
    user: url.username ? decoded(url.username) : undefined,
    password: url.password ? decoded(url.password) : undefined,
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new SettingError(`PARLEY_SMTP_URL has a % that stands for nothing: write % itself as %25, as in ${shape}.`)
  }
}

function sender(from: string): Pick<MailSettings, 'fromName' | 'fromAddress'> {
  const parts = /^(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(from)
  const fromAddress = parts?.[2] ?? parts?.[3] ?? ''
  if (/^[^\s<>()[\],;:"\\@]+@[^\s<>()[\],;:"\\@]+$/.test(fromAddress))
    return { fromName: parts?.[1]?.trim() ?? '', fromAddress }
  throw new SettingError(
    `PARLEY_MAIL_FROM is "${from}": write it as an address, such as deals@example.com or "Northwind Deals <deals@example.com>".`,
  )
}
