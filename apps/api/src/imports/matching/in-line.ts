import type { Ctx } from '../../context.ts'

type Waiting = {
  sql: string
  params: readonly unknown[]
  name: string | undefined
  resolve(rows: unknown[]): void
  reject(error: unknown): void
}

/** So many questions of one kind go to the database together. */
const together = 16

/**
 * The same context for work that goes on side by side in one transaction: its queries wait in line, those that run all the time
 * (the named ones) go together, and the next are on their way before the last ones' answers are thought about.
 */
export function inLine(ctx: Ctx): Ctx {
  const line: Waiting[] = []
  let isBusy = false
  const next = () => {
    const [first] = line
    isBusy = first !== undefined
    if (!first) return
    const sent = first.name === undefined ? [first] : line.filter(({ name }) => name === first.name).slice(0, together)
    for (const each of sent) line.splice(line.indexOf(each), 1)
    ask(ctx, sent).then(
      (answers) => {
        next()
        sent.forEach((each, at) => {
          each.resolve(answers[at]!)
        })
      },
      (error) => {
        next()
        for (const each of sent) each.reject(error)
      },
    )
  }
  const query = <Row>(sql: string, params: readonly unknown[] = [], name?: string) =>
    new Promise<Row[]>((resolve, reject) => {
      line.push({ sql, params, name, resolve: resolve as (rows: unknown[]) => void, reject })
      // Whatever is asked in the same moment goes along.
      if (!isBusy) {
        isBusy = true
        queueMicrotask(next)
      }
    })
  return { ...ctx, tx: { ...ctx.tx, query } }
}

/** One statement for all of them: each is a part of a UNION, with its number beside its rows. */
async function ask({ tx }: Ctx, sent: readonly Waiting[]): Promise<unknown[][]> {
  const [first] = sent as [Waiting]
  if (sent.length === 1) return [await tx.query(first.sql, first.params, first.name)]
  const parts = sent.map(({ sql, params }, at) => {
    const numbered = sql.replaceAll(/\$(\d+)/g, (_sign, number) => `$${Number(number) + at * params.length}`)
    return `SELECT ${at} AS part, one.* FROM (${numbered}) one`
  })
  const rows = await tx.query<{ part: number }>(
    parts.join(' UNION ALL '),
    sent.flatMap(({ params }) => params),
    `${first.name} x ${sent.length}`,
  )
  const byPart = Map.groupBy(rows, ({ part }) => part)
  return sent.map((_each, at) => byPart.get(at) ?? [])
}
