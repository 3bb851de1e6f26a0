import { type AccountEventKind, type AccountTimeline, accountEventKinds } from '@parley/contract/account-timeline'
import { assertRole } from '../../abilities.ts'
import { AppError } from '../../app-error.ts'
import type { Ctx } from '../../context.ts'
import { decodeCursor, encodeCursor } from '../../page.ts'
import { readRegistration } from '../../registrations/registration-rows.ts'
import { accountReaders } from '../account-abilities.ts'
import { familyName, readKept } from '../account-view.ts'
import { appealEntries, awardEntries, outcomeEntries, teamingEntries } from './award-entries.ts'
import { disputeEntries, reductionEntries, settlementEntries, statementEntries } from './commission-entries.ts'
import { conflictEntries } from './conflict-entries.ts'
import { contractActEntries, contractEntries } from './contract-entries.ts'
import { claimEntries, dealEntries } from './deal-entries.ts'
import { engagementEntries } from './engagement-entries.ts'
import { type Entry, keyOf, newestFirst, placeOf, type Scope, type Source, toEvent } from './entry.ts'
import { helpEntries } from './help-entries.ts'
import { attestationEntries, designationEntries, letterEntries, noticeEntries } from './letter-entries.ts'
import { editEntries, mergeEntries } from './record-entries.ts'
import { registrationEntries } from './registration-entries.ts'
import { scopeOfAccount, scopeOfCustomer } from './scope.ts'

/** What both sides may have entries of; a partner's scope holds its own records alone. */
const ofBoth: readonly Source[] = [
  registrationEntries,
  engagementEntries,
  helpEntries,
  claimEntries,
  settlementEntries,
  statementEntries,
  disputeEntries,
  reductionEntries,
  outcomeEntries,
  appealEntries,
  teamingEntries,
  letterEntries,
  designationEntries,
  noticeEntries,
  attestationEntries,
  contractEntries,
  contractActEntries,
]
const ofStaff: readonly Source[] = [...ofBoth, conflictEntries, awardEntries, dealEntries, mergeEntries, editEntries]

type Query = {
  id: string
  cursor?: string | undefined
  limit: number
  kind?: AccountEventKind | undefined
  ahead?: 'no' | undefined
}

/** All that is dated at an account and the records that were merged into it, newest first. */
export async function readAccountTimeline(ctx: Ctx, { id, ...query }: Query): Promise<AccountTimeline> {
  assertRole(ctx.actor, accountReaders, 'read accounts')
  const { row } = await readKept(ctx, id)
  return timelineOf(ctx, row.name, ofStaff, await scopeOfAccount(ctx, row.id), query)
}

/** The partner's edition: all that it has with the customer of this registration, and nothing that anybody else has. */
export async function readCustomerTimeline(ctx: Ctx, { id, ...query }: Query): Promise<AccountTimeline> {
  const { accountName } = await readRegistration(ctx.tx, id)
  return timelineOf(ctx, accountName, ofBoth, await scopeOfCustomer(ctx, id), query)
}

async function timelineOf(
  ctx: Ctx,
  accountName: string,
  sources: readonly Source[],
  scope: Scope,
  { cursor, limit, kind, ahead }: Omit<Query, 'id'>,
): Promise<AccountTimeline> {
  const after = cursor === undefined ? null : placeIn(cursor)
  const all: Entry[] = []
  for (const source of sources) all.push(...(await source(ctx, scope)))
  const wanted = all
    .filter((entry) => (kind === undefined || entry.kind === kind) && (ahead === undefined || entry.at <= ctx.now))
    .sort(newestFirst)
    .filter((entry) => after === null || newestFirst(after, entry) < 0)
  const items = wanted.slice(0, limit)
  const last = items.at(-1)
  const more = wanted.length > limit && last
  return {
    accountName,
    kinds: (Object.keys(accountEventKinds) as AccountEventKind[]).filter((each) =>
      all.some((one) => one.kind === each),
    ),
    items: items.map((entry) => toEvent(ctx, entry, familyName)),
    nextCursor: more ? encodeCursor({ sort: 'timeline', key: keyOf(last), id: last.id }) : null,
  }
}

function placeIn(cursor: string): Entry {
  const { key, id } = decodeCursor(cursor, 'timeline')
  const place = placeOf(key, id)
  if (place) return place
  const detail = 'Use the cursor as it was given; or start without one.'
  throw new AppError('refused', detail, [{ pointer: '/cursor', detail }])
}
