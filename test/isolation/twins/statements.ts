import { partnerStatements, staffStatements } from '@parley/contract/routes/statements'
import { NotDone } from '../../support/someone.ts'
import type { Side } from './open-side.ts'
import { aNote } from './situation.ts'
import type { TwinWorld } from './twin-world.ts'

/** The months are closed and everybody is paid; some dispute a line. */
export async function makeStatements({ program, worlds }: Side): Promise<void> {
  const finance = program.as('finance')
  const { items } = await finance.does(staffStatements.months, {})
  for (const { month, closedAt } of items.toReversed()) {
    if (closedAt !== null || month >= program.now().toISOString().slice(0, 7)) continue
    await finance.does(staffStatements.closeMonth, { params: { month }, body: {} })
  }
  const unpaid = await program.sql<{ id: string }>('SELECT id FROM parley.statement WHERE total_minor > 0 ORDER BY id')
  for (const { id } of unpaid) await finance.does(staffStatements.pay, { params: { id }, body: {} })
  for (const w of worlds) {
    if (w.varied.chance(0.3)) await aRivalDisputes(w)
    await theListenerDisputes(w)
  }
}

async function theListenerDisputes(w: TwinWorld): Promise<void> {
  const { json } = await w.hears(partnerStatements.list, { query: {} })
  const [statement] = (json as { items: { id: string }[] }).items
  if (!statement || !w.random.chance(0.6)) return
  const read = await w.hears(partnerStatements.get, { params: { id: statement.id } })
  const { lines } = read.json as { lines: { id: string }[] }
  const body = { reason: 'The second site belongs to it, too.' }
  await w.hears(partnerStatements.dispute, { params: { id: lines[0]!.id }, body })
}

async function aRivalDisputes(w: TwinWorld): Promise<void> {
  const { someone } = w.varied.pick(w.rivals)
  const { items } = await someone.does(partnerStatements.list, { query: {} })
  if (items.length === 0) return
  const { lines } = await someone.does(partnerStatements.get, { params: { id: w.varied.pick(items).id } })
  const body = { reason: `The second site belongs to it: ${aNote(w)}` }
  await someone.does(partnerStatements.dispute, { params: { id: w.varied.pick(lines).id }, body }).catch((error) => {
    // It had been disputed before.
    if (!(error instanceof NotDone)) throw error
  })
}

/** Finance answers: a listener the same on both sides, a rival whatever it likes. */
export async function answerDisputes({ program, worlds }: Side): Promise<void> {
  const finance = program.as('finance')
  const { items } = await finance.does(staffStatements.disputes, {})
  for (const { id, partnerName } of items) {
    const own = worlds.find(({ number }) => partnerName === `Listener ${number}`)
    const random = own ? own.random : worlds[0]!.varied
    const wording = 'We looked at the order again together with sales.'
    const body = random.chance(0.5)
      ? { isUpheld: true, wording, amountMinor: random.whole(1, 40_000) }
      : { isUpheld: false, wording }
    await finance.does(staffStatements.answer, { params: { id }, body })
  }
}
