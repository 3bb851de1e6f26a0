import { designations } from '@parley/contract/accounts'
import { formatDay, possessive } from '@parley/rules/format'
import type { Ctx } from '../../context.ts'
import { dayOf, lastDayBefore } from '../../vendor-days.ts'
import { type AccountRow, familyName } from '../account-view.ts'
import { undoableDays } from '../merges/merge-view.ts'
import type { Standing } from './standing.ts'

type Side = Standing & { row: AccountRow }

/** What a merge of these two would do, in sentences, whichever is kept. */
export function consequencesOf(ctx: Ctx, one: Side, other: Side): string[] {
  const families = ctx.productFamilies.flatMap(({ id }) => [
    ...protectionsIn(ctx, id, one, other),
    ...interestsIn(ctx, id, one, other),
    ...holdingsIn(ctx, id, one, other),
  ])
  return [...families, ...designationOf(one, other), ...placesOf(one, other), ...namesOf(ctx, one, other)]
}

function protectionsIn(ctx: Ctx, family: string, one: Side, other: Side): string[] {
  const of = (side: Side) => side.protections.filter(({ productFamily }) => productFamily === family)
  const name = familyName(ctx, family)
  const exclusive = (side: Side) => of(side).find(({ kind }) => kind === 'exclusive')
  const [mine, theirs] = [exclusive(one), exclusive(other)]
  if (mine && theirs && mine.partnerName === theirs.partnerName)
    return [`Both protections of ${mine.partnerName} for ${name} stay in force.`]
  if (mine && theirs) return [`Both protections for ${name} stay in force, and a conflict is opened.`]
  return [...of(one), ...of(other)].map(({ partnerName, until }) => {
    const day = formatDay(lastDayBefore(until, ctx.vendor.timeZone), ctx.locale)
    return `${possessive(partnerName)} protection for ${name} until ${day} stays in force.`
  })
}

/** Two exclusive protections have said it already. */
function interestsIn(ctx: Ctx, family: string, one: Side, other: Side): string[] {
  const leads = (side: Side) =>
    side.protections.some(({ productFamily, kind }) => productFamily === family && kind === 'exclusive')
  if (leads(one) && leads(other)) return []
  const of = (side: Side) => side.interests.filter(({ productFamily }) => productFamily === family)
  const partners = [...new Set([...of(one), ...of(other)].map(({ partnerName }) => partnerName))]
  const meetsUs = (side: Side, us: Side) => of(side).length > 0 && us.pipeline.includes(family)
  const withUs = meetsUs(one, other) || meetsUs(other, one)
  const all = withUs ? [...partners, 'our own sales team'] : partners
  if (!withUs && (of(one).length === 0 || of(other).length === 0 || all.length < 2)) return []
  return [`${listed(all)} want ${familyName(ctx, family)} at one account then, so a conflict is opened.`]
}

function holdingsIn(ctx: Ctx, family: string, one: Side, other: Side): string[] {
  const of = (side: Side) => side.holdings.find(({ productFamily }) => productFamily === family)
  const [mine, theirs] = [of(one), of(other)]
  if (!mine || !theirs) return []
  const sellers = [mine.partnerName, theirs.partnerName].filter((name) => name !== null)
  if (new Set(sellers).size > 1)
    return [
      `${listed(sellers)} have both sold ${familyName(ctx, family)} there. Each goes on leading by its own sale; for everybody else the sale at the record that you keep counts.`,
    ]
  return [
    `Both buy ${familyName(ctx, family)} already. The sale at the record that you keep counts; the other is kept for an undo.`,
  ]
}

function designationOf(one: Side, other: Side): string[] {
  const both = [one.row.designation, other.row.designation]
  if (both[0] === both[1]) return []
  const counts = both.includes('house') ? 'house' : 'named'
  return [`It is a ${designations[counts].toLowerCase()} account then, because one of the two is.`]
}

function placesOf(one: Side, other: Side): string[] {
  const move = [
    counted(one.registrations + other.registrations, 'registration'),
    counted(one.opportunities + other.opportunities, 'opportunity of our own', 'opportunities of our own'),
    counted(one.children + other.children, 'account below it', 'accounts below them'),
  ].filter((each) => each !== null)
  const only =
    one.registrations +
      other.registrations +
      one.opportunities +
      other.opportunities +
      one.children +
      other.children ===
    1
  return move.length === 0
    ? []
    : [`${listed(move)} ${only ? 'stands' : 'stand'} at one account then. No decision changes.`]
}

function namesOf(ctx: Ctx, one: Side, other: Side): string[] {
  const until = formatDay(
    dayOf(new Date(ctx.now.getTime() + undoableDays * 86_400_000), ctx.vendor.timeZone),
    ctx.locale,
  )
  const kept = one.row.name === other.row.name ? [] : ['The other name goes on finding it, as an alias.']
  return [...kept, `It can be undone until ${until}.`]
}

const counted = (count: number, one: string, many = `${one}s`) =>
  count === 0 ? null : `${count} ${count === 1 ? one : many}`

const listed = (all: readonly string[]) =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
