import type { Ctx } from '../../context.ts'

type Waiting = { send(): Promise<unknown>; settle(sent: Promise<unknown>): void }

/**
 * The same context for work that goes on side by side in one transaction: its queries wait in line, and the next is on its way
 * before the last one's answer is thought about.
 */
export function inLine(ctx: Ctx): Ctx {
  const line: Waiting[] = []
  let isBusy = false
  const next = () => {
    const waiting = line.shift()
    isBusy = waiting !== undefined
    if (!waiting) return
    const sent = waiting.send()
    const done = () => {
      next()
      waiting.settle(sent)
    }
    sent.then(done, done)
  }
  const query = <Row>(sql: string, params?: readonly unknown[], name?: string) =>
    new Promise<Row[]>((resolve) => {
      line.push({ send: () => ctx.tx.query<Row>(sql, params, name), settle: (sent) => resolve(sent as Promise<Row[]>) })
      if (!isBusy) next()
    })
  return { ...ctx, tx: { ...ctx.tx, query } }
}
