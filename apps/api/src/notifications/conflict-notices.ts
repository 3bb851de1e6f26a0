import { teamingRoles } from '@parley/contract/conflicts'
import { formatDay } from '@parley/rules/format'
import { familyName } from '../accounts/account-view.ts'
import { readAwards } from '../conflicts/award-rows.ts'
import { isAwarded } from '../conflicts/case-abilities.ts'
import { type CaseRow, readCase } from '../conflicts/case-rows.ts'
import { formatBps } from '../conflicts/share-words.ts'
import type { Ctx } from '../context.ts'
import type { Message } from '../outbox/dispatch.ts'
import { lastDayBefore } from '../vendor-days.ts'
import { type Notice, partnerNotice, staffNotice } from './notices-of.ts'

type Told = { ctx: Ctx; message: Message }

/** The policy left it to a person, or something isn't known; not any more where it was decided meanwhile. */
export async function tellToDecide({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readCase(ctx.tx, message.subjectId)
  const [latest] = await readAwards(ctx, row.id)
  if (row.closedAt !== null || !latest || isAwarded(latest.result)) return []
  const missing = latest.result === 'informationNeeded'
  const lines = [
    missing
      ? 'Something that matters isn’t known. Say what is so, then let the policy decide.'
      : 'No claim decides it by itself. Somebody who is no party to it decides.',
    ...dueOf(ctx, row.personDueAt),
  ]
  return [
    at(row, staffNotice('conflict', `Who leads ${row.accountName} for ${familyName(ctx, row.productFamily)}?`, lines)),
  ]
}

export async function tellCaseDue({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readCase(ctx.tx, message.subjectId)
  if (row.closedAt !== null) return []
  const lines = ['Partners wait for it to be decided who leads.', ...dueOf(ctx, row.personDueAt)]
  return [at(row, staffNotice('due', `A decision falls due: ${row.accountName}`, lines))]
}

type Awarded = { accountName: string; wording: string; outcome: string; appealUntil: Date | null; partnerName: string }

/** To each claimant its own outcome, in its own words. */
export async function tellAwarded({ ctx, message }: Told): Promise<Notice[]> {
  const [row] = await ctx.tx.query<Awarded>(
    `SELECT r.account_name AS "accountName", o.wording, o.outcome, o.appeal_until AS "appealUntil"
     FROM conflict_outcome o JOIN registration r ON r.id = o.registration_id WHERE o.id = $1`,
    [message.payload.outcomeId],
  )
  if (!row) return []
  const titles: Record<string, string> = { leads: 'You lead', shares: 'You lead together', beside: 'Decided' }
  const lines = [
    row.wording,
    ...(row.appealUntil
      ? [
          `You can appeal until the end of ${formatDay(lastDayBefore(row.appealUntil, ctx.vendor.timeZone), ctx.locale)}.`,
        ]
      : []),
  ]
  return [partnerNotice('conflict', `${titles[row.outcome] ?? 'You don’t lead'}: ${row.accountName}`, lines)]
}

type Appealed = {
  conflictId: string
  accountName: string
  ownName: string
  partnerName: string
  dueAt: Date | null
  isUpheld: boolean | null
  wording: string | null
  answeredAt: Date | null
}

async function readAppealed({ tx }: Ctx, { payload }: Message): Promise<Appealed | undefined> {
  const [row] = await tx.query<Appealed>(
    `SELECT k.conflict_id AS "conflictId", a.name AS "accountName", r.account_name AS "ownName", p.name AS "partnerName", l.due_at AS "dueAt",
       l.is_upheld AS "isUpheld", l.wording, l.answered_at AS "answeredAt"
     FROM appeal l JOIN conflict_claim k ON k.id = l.claim_id JOIN conflict c ON c.id = k.conflict_id JOIN account a ON a.id = c.account_id
       JOIN partner p ON p.id = l.partner_id JOIN conflict_outcome o ON o.id = l.outcome_id JOIN registration r ON r.id = o.registration_id
     WHERE l.id = $1`,
    [payload.appealId],
  )
  return row
}

export async function tellAppealed({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readAppealed(ctx, message)
  if (!row || row.answeredAt) return []
  const lines = [`${row.partnerName} asks that somebody else decides again.`, ...dueOf(ctx, row.dueAt)]
  return [to(row.conflictId, staffNotice('conflict', `An appeal: ${row.accountName}`, lines))]
}

export async function tellAppealDue({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readAppealed(ctx, message)
  if (!row || row.answeredAt) return []
  const lines = [`${row.partnerName} was promised an answer.`, ...dueOf(ctx, row.dueAt)]
  return [to(row.conflictId, staffNotice('due', `An appeal falls due: ${row.accountName}`, lines))]
}

/** We were late: both sides read what holds until we answer. */
export async function tellSilent({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readAppealed(ctx, message)
  if (!row || row.answeredAt) return []
  const isBeside = message.payload.isBeside === true
  const late = `${ctx.vendor.name} should have answered your appeal by now.`
  const until = isBeside
    ? 'Until it does, you work on this account beside whoever leads it.'
    : 'What was decided stands until it does.'
  const staff = isBeside
    ? `${row.partnerName} works beside the lead until we answer.`
    : 'The award stands until we answer.'
  return [
    partnerNotice('conflict', `Your appeal wasn’t answered in time: ${row.ownName}`, [late, until]),
    to(row.conflictId, staffNotice('due', `An appeal is overdue: ${row.accountName}`, [staff, 'Answer it now.'])),
  ]
}

export async function tellAppealAnswered({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readAppealed(ctx, message)
  if (!row?.wording) return []
  const title = row.isUpheld ? 'Your appeal was upheld' : 'Your appeal wasn’t upheld'
  return [partnerNotice('conflict', `${title}: ${row.ownName}`, [row.wording])]
}

type Teamed = { accountName: string; role: keyof typeof teamingRoles; shareBps: number; isOpen: boolean }

export async function tellTeaming({ ctx, message }: Told): Promise<Notice[]> {
  const [row] = await ctx.tx.query<Teamed>(
    `SELECT r.account_name AS "accountName", m.role, m.share_bps AS "shareBps", t.agreed_at IS NULL AND t.ended_at IS NULL AS "isOpen"
     FROM teaming_member m JOIN teaming t ON t.id = m.teaming_id JOIN registration r ON r.id = m.registration_id
     WHERE m.teaming_id = $1 AND m.partner_id = $2`,
    [message.payload.teamingId, message.partnerId],
  )
  if (!row?.isOpen) return []
  const share = `Your part: ${teamingRoles[row.role].toLowerCase()}, with ${formatBps(row.shareBps, ctx.locale)}.`
  return [partnerNotice('conflict', `Work together? ${row.accountName}`, [share, 'Confirm your side, or decline it.'])]
}

type Offered = {
  conflictId: string
  accountName: string
  partnerName: string
  role: keyof typeof teamingRoles
  leastShareBps: number
}

/** To whoever decides where it matters now: in an open case. Elsewhere it waits until there is one. */
export async function tellOffered({ ctx, message }: Told): Promise<Notice[]> {
  const rows = await ctx.tx.query<Offered>(
    `SELECT c.id AS "conflictId", a.name AS "accountName", p.name AS "partnerName", o.role, o.least_share_bps AS "leastShareBps"
     FROM teaming_offer o JOIN partner p ON p.id = o.partner_id JOIN conflict_interest i ON i.registration_id = o.registration_id
       JOIN conflict c ON c.id = i.conflict_id AND c.closed_at IS NULL JOIN account a ON a.id = c.account_id
     WHERE o.id = $1 AND o.withdrawn_at IS NULL`,
    [message.payload.offerId],
  )
  return rows.map(({ conflictId, accountName, partnerName, role, leastShareBps }) => {
    const part = `${teamingRoles[role].toLowerCase()}, with at least ${formatBps(leastShareBps, ctx.locale)}`
    const lines = [`${partnerName} would work with others: ${part}.`, 'Propose a teaming, or decide who leads.']
    return to(conflictId, staffNotice('conflict', `A partner would team: ${accountName}`, lines))
  })
}

export async function tellTeamingSettled({ ctx, message }: Told): Promise<Notice[]> {
  const [row] = await ctx.tx.query<{ accountName: string }>(
    'SELECT account_name AS "accountName" FROM registration WHERE id = $1',
    [message.subjectId],
  )
  if (!row) return []
  return message.payload.isAgreed === true
    ? [
        partnerNotice('conflict', `Teaming agreed: ${row.accountName}`, [
          'Everybody has confirmed. You can see with whom.',
        ]),
      ]
    : [
        partnerNotice('conflict', `No teaming: ${row.accountName}`, [
          'Not everybody agreed. What is yours stays as it was.',
        ]),
      ]
}

const dueOf = ({ vendor, locale }: Ctx, dueAt: Date | null): string[] =>
  dueAt === null ? [] : [`It is due by the end of ${formatDay(lastDayBefore(dueAt, vendor.timeZone), locale)}.`]

const to = (conflictId: string, notice: Notice): Notice => ({ ...notice, path: `/conflicts/${conflictId}` })
const at = (row: CaseRow, notice: Notice): Notice => to(row.id, notice)
