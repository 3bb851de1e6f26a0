import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type pg from 'pg'

/** What of pg's connection a COPY uses; pg gives it to whatever is submitted as a query. */
type Connection = {
  stream: Writable & { pause(): void; resume(): void }
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** Sends `COPY ... TO STDOUT` and hands over its bytes as they come, no faster than they are taken. Ends in the count of rows. */
export function copyOut(
  client: pg.Client,
  text: string,
  take: (chunk: Buffer) => Promise<void> | undefined,
): Promise<number> {
  return submit(client, text, {
    handleCopyData({ chunk }: { chunk: Buffer }, { stream }: Connection) {
      const taken = take(Buffer.from(chunk)) // pg reuses the memory of what it has handed over
      if (!taken) return
      stream.pause()
      taken.then(
        () => stream.resume(),
        (error) => stream.destroy(error),
      )
    },
  })
}

/** Sends `COPY ... FROM STDIN` with these bytes, no faster than the server takes them. Ends in the count of rows. */
export function copyIn(client: pg.Client, text: string, source: AsyncIterable<Buffer>): Promise<number> {
  let failure: unknown
  const sent = submit(client, text, {
    async handleCopyInResponse(connection: Connection) {
      try {
        for await (const chunk of source) {
          connection.sendCopyFromChunk(chunk)
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain')
        }
        connection.endCopyFrom()
      } catch (error) {
        failure = error
        connection.sendCopyFail('what was read can’t be used')
      }
    },
  })
  return sent.catch((error) => {
    throw failure ?? error
  })
}

function submit(client: pg.Client, text: string, handlers: object): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    const query = {
      submit: (connection: Connection) => connection.query(text),
      handleCommandComplete(message: { text: string }) {
        rows = Number(/\d+$/.exec(message.text)?.[0] ?? 0)
      },
      handleReadyForQuery: () => resolve(rows),
      handleError: (error: Error) => reject(error),
      ...handlers,
    }
    client.query(query as unknown as pg.Submittable)
  })
}
