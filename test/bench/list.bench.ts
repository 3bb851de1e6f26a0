/**
 * Pages of registrations, of a partner's own and of all for staff: how long at 100,000 registrations beside 1,000, in interleaved rounds of
 * one run, through the API. `npm run bench -- list --json`.
 */
import { startTestServer } from '../support/database.ts'
import type { Someone } from '../support/someone.ts'
import { openListStage } from './list-stage.ts'
import { median } from './median.ts'

const sizes = { few: 1000, many: 100_000 }
const rounds = 9
const perRound = 4
const wanted = 1.5
const json = process.argv.includes('--json')
const say = (line: string) => (json ? console.error(line) : console.log(line))

type Stage = Awaited<ReturnType<typeof openListStage>>
type Page = { items: unknown[]; nextCursor: string | null }

const open = 'approved,teaming,inReview,informationNeeded'
const queries: Record<string, string> = {
  'first page': '',
  open: `status=${open}`,
  'in review': 'status=inReview',
  'of a product family': 'productFamily=backup',
  'open, of a product family': `status=${open}&productFamily=backup`,
  'closing first': 'sort=closing',
  'ending first': 'sort=ending',
  'largest first': 'sort=amount',
  'search by name': 'q=harbor+frei',
  'search by name, open': `q=harbor+frei&status=${open}`,
}

const server = await startTestServer({ durable: true })
const stages = { few: await openListStage(sizes.few), many: await openListStage(sizes.many) }
try {
  const ways = await allWays()
  const tookMs: Record<string, { few: number[]; many: number[] }> = {}
  for (let round = -1; round < rounds; round++)
    for (const [name, { few, many }] of ways) {
      const times = { few: [] as number[], many: [] as number[] }
      for (let turn = 0; turn < perRound; turn++)
        for (const size of turn % 2 ? (['many', 'few'] as const) : (['few', 'many'] as const))
          times[size].push(await timed(size === 'few' ? few : many, size === 'many' && name.startsWith('staff')))
      if (round < 0) continue
      tookMs[name] ??= { few: [], many: [] }
      for (const size of ['few', 'many'] as const) tookMs[name][size].push(median(times[size]))
    }
  const result = Object.entries(tookMs).map(([way, { few, many }]) => {
    const [fewMs, manyMs] = [median(few), median(many)]
    return { way, fewMs: round2(fewMs), manyMs: round2(manyMs), ratio: round2(manyMs / fewMs) }
  })
  for (const { way, fewMs, manyMs, ratio } of result)
    say(
      `${way.padEnd(44)} ${fewMs.toFixed(2).padStart(7)} ms  ${manyMs.toFixed(2).padStart(7)} ms  ${ratio.toFixed(2)}`,
    )
  const firstPages = result.filter(({ way }) => way.endsWith('first page')).map(({ ratio }) => ratio)
  const slowest = result.toSorted((one, other) => other.ratio - one.ratio)[0]!
  say(
    `\nA first page at ${sizes.many} registrations takes ${Math.max(...firstPages)} of one at ${sizes.few}; the slowest way is ${slowest.way}, ${slowest.ratio}.`,
  )
  console.log(
    JSON.stringify({
      bench: 'list',
      wanted,
      firstPageRatio: Math.max(...firstPages),
      slowest,
      sizes,
      rounds,
      ways: result,
    }),
  )
} finally {
  await stages.few.close()
  await stages.many.close()
  await server.stop()
}

type Ask = () => Promise<Page>

/** Each way to ask, at both sizes, for a partner's seller and for staff; what is asked exists at both. */
async function allWays(): Promise<[string, { few: Ask; many: Ask }][]> {
  const ways: [string, { few: Ask; many: Ask }][] = []
  for (const who of ['partner', 'staff'] as const) {
    const ask = (stage: Stage, query: string): Ask => {
      const someone = who === 'partner' ? stage.seller : stage.manager
      return () => page(someone, `/api/v1/${who}/registrations?limit=25${query && `&${query}`}`)
    }
    for (const [name, query] of Object.entries(queries))
      ways.push([`${who}: ${name}`, { few: ask(stages.few, query), many: ask(stages.many, query) }])
    const deepest = async (stage: Stage) => ask(stage, `cursor=${await stage.deepestCursor(who)}`)
    ways.push([`${who}: deepest page`, { few: await deepest(stages.few), many: await deepest(stages.many) }])
    if (who === 'staff') {
      const found = async (stage: Stage) => ask(stage, `q=${await stage.reference()}`)
      ways.push(['staff: search by reference', { few: await found(stages.few), many: await found(stages.many) }])
    }
  }
  return ways
}

async function page(someone: Someone, path: string): Promise<Page> {
  const { status, json: body, text } = await someone.fetches(path)
  if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 500)}`)
  return body as Page
}

/** Milliseconds. Of few registrations, or of one company's, none may be in review. */
async function timed(ask: Ask, mustFind: boolean): Promise<number> {
  const started = performance.now()
  const { items } = await ask()
  if (mustFind && items.length === 0) throw new Error('An empty page says nothing about speed.')
  return performance.now() - started
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
