import type { AddressInfo, Socket } from 'node:net'
import type { MailSettings } from '@parley/db/mail-settings'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** How the server takes an e-mail. `cut`: the connection breaks in DATA; `takeAndCut`: it is taken, and nobody hears of it. */
export type Treatment =
  | 'take'
  | 'cut'
  | 'takeAndCut'
  | { afterMs: number }
  | { at: 'RCPT' | 'DATA'; code: number; words: string }

/** One that was taken. `raw` is what went over the wire. */
export type TakenMail = { to: string[]; raw: string; mail: Email }

/** A real SMTP server on this machine. `treats` says how, e-mail by e-mail; without, each is taken. */
export async function openMailServer() {
  const taken: TakenMail[] = []
  const tries: string[] = []
  const planned = new Map<string, Treatment>()
  let treatment: (to: string) => Treatment = () => 'take'
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, session, done) {
      const how = treatment(address)
      planned.set(session.id, how)
      if (typeof how === 'object' && 'at' in how && how.at === 'RCPT') {
        tries.push(address)
        return done(refusal(how.code, how.words))
      }
      done()
    },
    async onData(stream, session, done) {
      const received = await wholeOf(stream)
      if (!received) return
      const to = session.envelope.rcptTo.map(({ address }) => address)
      tries.push(to[0]!)
      const how = planned.get(session.id)!
      const raw = received.toString('utf8')
      const keep = async () => taken.push({ to, raw, mail: await PostalMime.parse(raw) })
      if (how === 'cut') return cut(server, session)
      if (typeof how === 'object' && 'at' in how) return done(refusal(how.code, how.words))
      if (typeof how === 'object') await new Promise((resolve) => setTimeout(resolve, how.afterMs))
      await keep()
      if (how === 'takeAndCut') return cut(server, session)
      done()
    },
  })
  server.on('error', () => {}) // a client that was cut off
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  const settings: MailSettings = {
    ...{ host: '127.0.0.1', port, secure: false, requireTls: false, user: undefined, password: undefined },
    ...{ fromName: 'Northwind Deals', fromAddress: 'deals@northwind.example' },
  }
  return {
    settings,
    url: `smtp://127.0.0.1:${port}`,
    taken,
    /** The addresses that were tried, in order. */
    tries,
    treats(how: (to: string) => Treatment) {
      treatment = how
    },
    takenFor: (address: string) => taken.filter(({ to }) => to.includes(address)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Null when whoever sends is gone before the end. */
async function wholeOf(stream: AsyncIterable<unknown>): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}

const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code })

function cut(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections as unknown as Set<{ id: string; _socket: Socket }>)
    if (connection.id === session.id) connection._socket.destroy()
}
