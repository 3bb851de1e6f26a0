import type { LeadNotice } from '@parley/contract/lead-notices'
import { formatDay } from '@parley/rules/format'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { Conditions, decodeCursor, toPage } from '../page.ts'
import { canBring } from './designation-abilities.ts'
import { type LetterRow, readLetters } from './letter-rows.ts'
import { toLetter } from './letter-view.ts'
import { type NoticeRow, readNotice, readNotices } from './notice-rows.ts'

type Query = { cursor?: string | undefined; limit: number; show: 'open' | 'all' }

/** Where customers of this partner have named somebody else, newest first. */
export async function listNotices(ctx: Ctx, { cursor, limit, show }: Query) {
  const where = new Conditions()
  if (show === 'open') where.add(`n.state = 'open'`)
  if (cursor) {
    const { key, id } = decodeCursor(cursor, 'newest')
    where.add('(n.told_at, n.id) < ($?::timestamptz, $?::uuid)', key, id)
  }
  const rows = await readNotices(ctx.tx, `${where} ORDER BY n.told_at DESC, n.id DESC LIMIT ${limit + 1}`, where.params)
  const { page, nextCursor } = toPage(rows, limit, 'newest', ({ toldAt }) => toldAt.toISOString())
  const letters = await lettersOf(ctx, page)
  return { items: page.map((row) => view(ctx, row, letters)), nextCursor }
}

export async function toLeadNotice(ctx: Ctx, id: string): Promise<LeadNotice> {
  const row = await readNotice(ctx.tx, id)
  return view(ctx, row, await lettersOf(ctx, [row]))
}

async function lettersOf({ tx }: Ctx, rows: readonly NoticeRow[]): Promise<Map<string, LetterRow>> {
  const ids = rows.flatMap(({ rescindingLetterId }) => rescindingLetterId ?? [])
  const letters = ids.length === 0 ? [] : await readLetters(tx, 'WHERE l.id = ANY($1)', [ids])
  return new Map(letters.map((letter) => [letter.id, letter]))
}

function view(ctx: Ctx, row: NoticeRow, letters: ReadonlyMap<string, LetterRow>): LeadNotice {
  const { id, accountName, productFamily, registrationId, receivedOn, lastDay, renewsOn, state, version } = row
  const letter = row.rescindingLetterId === null ? undefined : letters.get(row.rescindingLetterId)
  return {
    ...{ id, accountName, registrationId, receivedOn, lastDay, renewsOn, state, version },
    ...wordsOf(ctx, row, letter),
    productFamily: { id: productFamily, name: familyName(ctx, productFamily) },
    toldAt: row.toldAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    rescission: letter ? toLetter(ctx, letter) : null,
    can: { bring: canBring(row) },
  }
}

/** What is so, and what the present lead may do. Whom the customer named, nobody tells it. */
export function wordsOf(
  ctx: Ctx,
  row: NoticeRow,
  letter: Pick<LetterRow, 'isGenuine'> | undefined,
): Pick<LeadNotice, 'headline' | 'possible'> {
  const family = familyName(ctx, row.productFamily)
  const day = (value: string) => formatDay(value, ctx.locale)
  if (row.state === 'tookEffect')
    return {
      headline: `${row.accountName} is represented by somebody else for ${family} now.`,
      possible: 'What you have earned stays yours. The customer can name you again with a new letter.',
    }
  if (row.state !== 'open')
    return {
      headline: `You stay the representative of ${row.accountName} for ${family}.`,
      possible: 'You don’t need to do anything.',
    }
  return { headline: toldOf(row, family, day), possible: possibleNow(row, letter, day) }
}

function toldOf({ accountName, receivedOn, renewsOn }: NoticeRow, family: string, day: (value: string) => string) {
  const named = `A letter that came on ${day(receivedOn)} names another representative of ${accountName} for ${family}.`
  return renewsOn === null
    ? named
    : `${named} The contract runs until it renews on ${day(renewsOn)}; you lead until then.`
}

function possibleNow(
  { lastDay }: NoticeRow,
  letter: Pick<LetterRow, 'isGenuine'> | undefined,
  day: (value: string) => string,
) {
  if (letter && letter.isGenuine === null)
    return 'You have brought a letter that takes it back. We ask the customer about it; until then everything stays as it is.'
  const until = lastDay === null ? 'at once' : `until the end of ${day(lastDay)}`
  const again = letter ? 'The customer says that the letter you brought isn’t its own. ' : ''
  return `${again}Talk with the customer. If it changes its mind, bring its letter ${until}. What you have earned stays yours whatever comes of it.`
}
