import { setImmediate as othersFirst } from 'node:timers/promises'
import { callListLimits, type MarkCallList, type MarkedCallList } from '@parley/contract/engagements'
import { compile } from '@parley/rules/compile/closures'
import { explain } from '@parley/rules/explain/reasons'
import { formatDay } from '@parley/rules/format'
import { engagement as point } from '@parley/rules/points/engagement/point'
import type { Policy } from '@parley/rules/policy'
import type { z } from 'zod'
import { assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { outcomeOf } from '../decisions/decision-card.ts'
import { csvLine } from '../imports/csv/harmless.ts'
import { type CsvFile, type CsvRow, readCsv, UnreadableFile } from '../imports/csv/read-csv.ts'
import { countryOf } from '../imports/understand/countries.ts'
import { fold } from '../imports/understand/fold.ts'
import { guessMapping } from '../imports/understand/guess-mapping.ts'
import { policyInForce } from '../policies/policy-in-force.ts'
import { strictestOf } from './ask-engagement.ts'
import { askers } from './engagement-abilities.ts'
import { type Gathered, gatherFacts } from './engagement-facts.ts'
import { whichCompany } from './which-company.ts'

type Input = z.infer<typeof MarkCallList>
type Answer = { type: string; title: string; favour: number; cells: string[] }

/** What is added to each row, in this order. */
const added = ['May I?', 'Why', 'Who leads', 'Until', 'Known as']

/**
 * Marks each row of a call list with the answer that a question would get now. It's a look, not a question: nothing is decided for
 * the record, nobody is told, and no consent is asked for. That the list was marked is kept.
 */
export async function markCallList(ctx: Ctx, input: Input): Promise<MarkedCallList> {
  assertRole(ctx.actor, askers, 'have a call list marked')
  const { file, rows } = await readRows(input)
  const understood = understand(file.header, rows)
  const mark = await marker(ctx, input)
  // The columns of an earlier marking give way to the new ones.
  const old = new Set(added.map(fold))
  const kept = file.header.map((_name, at) => at).filter((at) => !old.has(fold(file.header[at]!)))
  const sign = file.separator === 'semicolon' ? ';' : ','
  const answers = new Map<string, MarkedCallList['answers'][number]>()
  const problems: MarkedCallList['problems'] = []
  let csv = `\ufeff${csvLine([...kept.map((at) => file.header[at]!), ...added], sign)}`
  for (const row of rows) {
    await othersFirst()
    const marked = await mark(understood(row)).catch((error) => problemOf(error))
    if ('detail' in marked) problems.push({ row: row.number, ...marked })
    else {
      const { type, title, favour } = marked
      const counted = answers.get(type) ?? { type, title, favour, rows: 0 }
      answers.set(type, { ...counted, rows: counted.rows + 1 })
    }
    const cells = 'detail' in marked ? ['', `${marked.detail} ${marked.mend}`, '', '', ''] : marked.cells
    csv += csvLine([...kept.map((at) => row.cells[at] ?? ''), ...cells], sign)
  }
  await recordEvent(ctx, {
    action: 'engagement.listMarked',
    subject: { kind: 'callList', id: ctx.newId(), name: input.fileName },
    details: { rows: rows.length, verb: input.verb },
  })
  return {
    fileName: `${input.fileName.replace(/\.(csv|tsv|txt)$/i, '')} marked.csv`,
    csv,
    rows: rows.length,
    answers: [...answers.values()].toSorted((one, other) => other.favour - one.favour),
    problems,
  }
}

async function readRows({ base64 }: Input): Promise<{ file: CsvFile; rows: CsvRow[] }> {
  try {
    const file = await readCsv(Buffer.from(base64, 'base64'))
    const rows: CsvRow[] = []
    for await (const row of file.rows) {
      if (rows.push(row) > callListLimits.rows)
        throw new UnreadableFile(
          `The list has more than ${callListLimits.rows.toLocaleString('en')} rows.`,
          'Split it into lists that are shorter, each with the header.',
        )
    }
    if (rows.length === 0) throw new UnreadableFile('The list has a header and no rows.', 'Add a row for each company.')
    return { file, rows }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    const { message: detail, mend } = error
    throw new AppError('refused', `${detail} ${mend}`, [{ pointer: '/base64', detail, mend }])
  }
}

type Understood = { company: string; country: string | undefined }

/** What each row says of a company, by the header and the values; the domain tells more than the name. */
function understand(header: readonly string[], rows: readonly CsvRow[]): (row: CsvRow) => Understood {
  const samples = header.map((_name, at) =>
    rows.slice(0, 200).flatMap(({ cells }) => (cells[at]?.trim() ? [cells[at]!.trim()] : [])),
  )
  const mapping = guessMapping(header, samples)
  const columnOf = (target: 'name' | 'domain' | 'country') => mapping.indexOf(target)
  const [name, domain, country] = [columnOf('name'), columnOf('domain'), columnOf('country')]
  if (name < 0 && domain < 0) {
    const detail = 'No column of this list says which company is meant.'
    const mend = 'Name a column “Company” or “Domain”.'
    throw new AppError('refused', `${detail} ${mend}`, [{ pointer: '/base64', detail, mend }])
  }
  const cell = (row: CsvRow, at: number) => (at < 0 ? '' : (row.cells[at] ?? '').trim())
  return (row) => ({
    company: (cell(row, domain) || cell(row, name)).slice(0, 254),
    country: countryOf(cell(row, country)) ?? undefined,
  })
}

/** Answers one row; the same company has the same answer, and is looked for once. */
async function marker(ctx: Ctx, { verb, productFamily }: Input): Promise<(row: Understood) => Promise<Answer>> {
  const { policy } = await policyInForce(ctx.tx, 'engagement', ctx.now)
  const partners = await readPartnerNames(ctx)
  const known = new Map<string, Answer>()
  const usual = { purpose: 'sale', askedForBy: 'nobody', customerWrote: 'none', shareClaimed: false } as const
  return async (row) => {
    const key = JSON.stringify(row)
    const before = known.get(key)
    if (before) return before
    if (row.company === '') throw new AppError('refused', '', [{ pointer: '', ...nobodyMeant }])
    const company = await whichCompany(ctx, row)
    const gathered = await strictestOf(ctx, await gatherFacts(ctx, company, { verb, productFamily, ...usual }))
    const answer = answerOf(ctx, policy, gathered, company.accountId === null ? '' : company.accountName, partners)
    known.set(key, answer)
    return answer
  }
}

const nobodyMeant = { detail: 'This row names no company.', mend: 'Write its name or its domain.' }

function answerOf(
  ctx: Ctx,
  policy: Policy,
  { facts, leadPartnerId }: Gathered,
  knownAs: string,
  partners: ReadonlyMap<string, string>,
): Answer {
  const decision = compile(point, policy).decide(facts)
  const type = decision.status === 'decided' ? decision.outcome.type : 'informationNeeded'
  const { title, favour } = outcomeOf(point, { outcome: type })
  const [reason] = explain(point, policy, facts, decision, 'staff', ctx.locale)
  const lead = leadPartnerId === null ? '' : (partners.get(leadPartnerId) ?? '')
  const until = facts['account.protectedUntil']
  const cells = [title, reason?.text ?? title, lead, until ? formatDay(String(until), ctx.locale) : '', knownAs]
  return { type, title, favour, cells }
}

async function readPartnerNames({ tx }: Ctx): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; name: string }>('SELECT id, name FROM partner')
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What keeps a row from its answer is the row's own; anything else ends it all. */
function problemOf(error: unknown): { detail: string; mend: string } {
  if (!(error instanceof AppError) || !['refused', 'conflict'].includes(error.code)) throw error
  const [first] = error.fields ?? []
  return { detail: first?.detail ?? error.message, mend: first?.mend ?? '' }
}
