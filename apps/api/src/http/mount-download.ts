import type { Route } from '@parley/contract/route'
import type { Ctx, Env } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { checkShape } from './check-shape.ts'
import { checkParams, type Http, type Input, readQuery, whoAsks } from './mount.ts'

/** Asks in a transaction of its own, as whoever downloads: a slow reader holds no connection. */
export type Ask = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

/** A file: the name to save it under, and its text or bytes in pieces that are made as they are read. */
export type Download = { fileName: string; pieces: AsyncIterable<string | Uint8Array> }

/**
 * Mounts a route that answers with a file. What goes wrong before the first piece is a problem as everywhere; after it, the
 * connection is cut, so that nobody takes half a file for a whole one.
 */
export function mountDownload<const R extends Route & { download: string }>(
  app: Http,
  env: Env,
  route: R,
  handler: (ask: Ask, input: Pick<Input<R>, 'params' | 'query'>) => Promise<Download>,
): void {
  const query = route.query?.strict()
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    const { actor, setCookies } = await whoAsks(env, route, c)
    const input = {
      params: route.params ? checkParams(route.params, c.req.param()) : undefined,
      query: query ? checkShape(query, readQuery(c)) : undefined,
    } as Pick<Input<R>, 'params' | 'query'>
    const { fileName, pieces } = await handler((work) => inTransaction(env, actor, work), input)
    const reader = pieces[Symbol.asyncIterator]()
    const first = await reader.next()
    for (const cookie of setCookies) c.header('set-cookie', cookie, { append: true })
    c.header('cache-control', 'no-store')
    c.header('content-type', route.download === 'text/csv' ? 'text/csv; charset=utf-8' : route.download)
    c.header('content-disposition', disposition(fileName))
    c.header('x-content-type-options', 'nosniff')
    return c.body(streamOf(first, reader))
  })
}

type Piece = string | Uint8Array

function streamOf(first: IteratorResult<Piece>, reader: AsyncIterator<Piece>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let next: IteratorResult<Piece> | undefined = first
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = next ?? (await reader.next())
      next = undefined
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? encoder.encode(value) : value)
    },
    async cancel() {
      await reader.return?.()
    },
  })
}

/** RFC 6266: letters of any script in filename*, a plain name beside it; nothing in it that a folder or a header could trip over. */
function disposition(fileName: string): string {
  const safe =
    fileName
      .toWellFormed()
      .replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|\s]+/gu, ' ')
      .replace(/^[.\s]+/, '')
      .trim() || 'download.csv'
  const plain = safe.replaceAll(/[^\x20-\x7e]|[%']/g, '_')
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
