import type { RepresentativeAnswer, Representatives } from '@parley/contract/representatives'
import { formatDay } from '@parley/rules/format'
import { assertRole } from '../abilities.ts'
import { familyName, readKept } from '../accounts/account-view.ts'
import { readFamily } from '../accounts/read-family.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { dayOf, lastDayBefore } from '../vendor-days.ts'
import { readers } from './designation-abilities.ts'
import { readDesignations } from './letter-rows.ts'
import { proofOf } from './representative-proof.ts'

/** Who leads at an instant, as the database says it. */
export type Found = {
  kind: 'partner' | 'vendor' | 'nobody'
  restsOn: 'registration' | 'designation' | 'sale' | 'list' | null
  partnerId: string | null
  partnerName: string | null
  registrationId: string | null
  designationId: string | null
  dealId: string | null
  since: Date | null
  until: Date | null
  sinceDay: string | null
}

type Asked = { id: string; family?: string | undefined; at?: string | undefined }

/**
 * Who represents the vendor at an account at an instant: one answer for each product family, and what it rests on. Nobody is an
 * answer, too. It isn't inherited: each account of a family answers for itself, and its relatives' answers stand beside.
 */
export async function readRepresentative(ctx: Ctx, { id, family, at }: Asked): Promise<Representatives> {
  assertRole(ctx.actor, readers, 'read who represents the vendor')
  const { row: account } = await readKept(ctx, id)
  const instant = at === undefined ? ctx.now : new Date(at)
  if (instant > ctx.now) throw refusedAt('/at', 'That instant is still to come. Ask for now, or for one in the past.')
  const families = familiesOf(ctx, family)
  const answers: RepresentativeAnswer[] = []
  for (const each of families) answers.push(await answerOf(ctx, account, each, instant, at === undefined))
  return {
    account: { id: account.id, name: account.name },
    at: instant.toISOString(),
    isNow: at === undefined,
    answers,
    relatives: await relativesOf(ctx, account.id, families),
  }
}

export async function findRepresentative(ctx: Ctx, accountId: string, family: string, at: Date): Promise<Found> {
  const [found] = await ctx.tx.query<Found>(
    `SELECT f.kind, f.rests_on AS "restsOn", f.represented_by AS "partnerId", p.name AS "partnerName", f.registration_id AS "registrationId",
       f.designation_id AS "designationId", f.deal_id AS "dealId", f.since, f.until, f.since_day AS "sinceDay"
     FROM representative_at($1, $2, $3, $4) f LEFT JOIN partner p ON p.id = f.represented_by`,
    [accountId, family, at, dayOf(at, ctx.vendor.timeZone)],
    'representative_at',
  )
  return found!
}

async function answerOf(
  ctx: Ctx,
  account: { id: string; name: string },
  family: string,
  at: Date,
  isNow: boolean,
): Promise<RepresentativeAnswer> {
  const { timeZone, name: vendorName } = ctx.vendor
  const found = await findRepresentative(ctx, account.id, family, at)
  const name = found.kind === 'vendor' ? vendorName : found.partnerName
  const lastDay = found.until && lastDayBefore(found.until, timeZone)
  return {
    productFamily: { id: family, name: familyName(ctx, family) },
    kind: found.kind,
    name,
    partnerId: found.partnerId,
    sentence: sentenceOf(ctx, { ...found, name, lastDay }, account.name, family, isNow ? null : at),
    since: found.since ? dayOf(found.since, timeZone) : found.sinceDay,
    lastDay,
    proof: found.restsOn === null ? null : await proofOf(ctx, found, at),
    toDo: found.kind === 'nobody' && isNow ? toDo : null,
    waiting: isNow ? await waitingLetter(ctx, account.id, family) : null,
  }
}

const toDo =
  'Partners can register a deal here, and your own people can sell. If the customer wants one of them, ask it for a letter that names it.'

function sentenceOf(
  ctx: Ctx,
  { kind, name, lastDay }: { kind: Found['kind']; name: string | null; lastDay: string | null },
  accountName: string,
  family: string,
  past: Date | null,
): string {
  const on = past === null ? '' : ` on ${formatDay(dayOf(past, ctx.vendor.timeZone), ctx.locale)}`
  const where = `${accountName} for ${familyName(ctx, family)}${on}`
  const [represents, leads] = past === null ? ['represents', 'leads'] : ['represented', 'led']
  if (kind === 'nobody') return `Nobody ${represents} ${ctx.vendor.name} at ${where}.`
  if (kind === 'vendor') return `${ctx.vendor.name} itself ${leads} ${where}.`
  const until = lastDay === null || past !== null ? '' : `, until ${formatDay(lastDay, ctx.locale)}`
  return `${name} ${represents} ${ctx.vendor.name} at ${where}${until}.`
}

function familiesOf({ productFamilies }: Ctx, wanted: string | undefined): string[] {
  const ids = productFamilies.map(({ id }) => id)
  if (wanted === undefined) return ids
  if (ids.includes(wanted)) return [wanted]
  throw refusedAt('/family', 'There is no such product family.', `Choose one of ${ids.join(', ')}.`)
}

const refusedAt = (pointer: string, detail: string, mend?: string) =>
  new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])

/** A letter for somebody that would change the answer. */
async function waitingLetter(ctx: Ctx, accountId: string, family: string): Promise<RepresentativeAnswer['waiting']> {
  const [row] = await readDesignations(
    ctx.tx,
    `WHERE d.account_id IN (SELECT merged_accounts($1)) AND d.product_family = $2 AND d.state IN ('deciding','waiting') ORDER BY d.seq DESC LIMIT 1`,
    [accountId, family],
  )
  if (!row) return null
  const [partner] = await ctx.tx.query<{ name: string }>('SELECT name FROM partner WHERE id = $1', [row.partnerId])
  const takesEffectOn = row.outcome.startsWith('waits') ? row.checkOn : null
  return { letterId: row.letterId, partnerName: partner!.name, takesEffectOn }
}

async function relativesOf(ctx: Ctx, id: string, families: readonly string[]): Promise<Representatives['relatives']> {
  const names = families.map((each) => familyName(ctx, each))
  return (await readFamily(ctx, id)).flatMap((each) =>
    each.id === id
      ? []
      : each.leads
          .filter(({ productFamilyName }) => names.includes(productFamilyName))
          .map(({ productFamilyName, partnerName }) => ({
            ...{ accountId: each.id, accountName: each.name, productFamilyName, name: partnerName },
          })),
  )
}
