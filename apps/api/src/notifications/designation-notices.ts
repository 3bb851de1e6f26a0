import { formatDay } from '@parley/rules/format'
import { familyName } from '../accounts/account-view.ts'
import type { Ctx } from '../context.ts'
import { readDesignation, readLetter, readLetters } from '../designations/letter-rows.ts'
import { readNotice } from '../designations/notice-rows.ts'
import { wordsOf } from '../designations/read-notices.ts'
import type { Message } from '../outbox/dispatch.ts'
import { cardFor, type Notice, partnerNotice, readDecision, staffNotice } from './notices-of.ts'

type Told = { ctx: Ctx; message: Message }

const familiesOf = (ctx: Ctx, ids: readonly string[]) => ids.map((id) => familyName(ctx, id)).join(', ')

/** A letter came: channel managers ask the customer about it. */
export async function tellBrought({ ctx, message }: Told): Promise<Notice[]> {
  const letter = await readLetter(ctx.tx, message.subjectId)
  const lines = [
    `It names ${letter.partnerName} for ${familiesOf(ctx, letter.productFamilies)}, and is signed by ${letter.signerName}.`,
    'Ask the customer, on a number of your own, whether the letter is its own.',
  ]
  return [
    { ...staffNotice('letter', `A customer’s letter: ${letter.accountName}`, lines), path: `/letters/${letter.id}` },
  ]
}

const titles = {
  deciding: 'A person decides',
  waiting: 'The letter waits',
  inEffect: 'You are the representative',
  notAccepted: 'The letter isn’t accepted',
} as const

/** What was decided, for the partner that the letter names; and where a person decides, for whoever that may be. */
export async function tellLetterDecided({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readDesignation(ctx.tx, String(message.payload.designationId))
  const decision = await readDecision(ctx, message)
  const state = message.payload.state as keyof typeof titles
  const family = familyName(ctx, row.productFamily)
  const path = `/letters/${row.letterId}`
  const { headline } = await cardFor(ctx, decision, 'partner')
  const { broughtById, broughtBy } = await readLetter(ctx.tx, row.letterId)
  const forPartner = {
    ...partnerNotice('letter', `${titles[state]}: ${row.accountName}, ${family}`, [headline]),
    ...{ path, alsoTo: broughtBy === 'partner' ? [broughtById] : [] },
  }
  if (state !== 'deciding') return [forPartner]
  const { headline: forStaff } = await cardFor(ctx, decision, 'staff')
  return [forPartner, { ...staffNotice('letter', `Decide: ${row.accountName}, ${family}`, [forStaff]), path }]
}

export async function tellLetterExpired({ ctx, message }: Told): Promise<Notice[]> {
  const letter = await readLetter(ctx.tx, message.subjectId)
  const lines = [
    'The time for which the letter counts is over.',
    'Ask the customer for a new one, if it still wants you.',
  ]
  const path = `/letters/${letter.id}`
  return [{ ...partnerNotice('letter', `The letter has run out: ${letter.accountName}`, lines), path }]
}

/** To the present lead: that there is a letter, and what it may do. Where the vendor leads, to its channel managers. */
export async function tellLead({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readNotice(ctx.tx, message.subjectId)
  const letters = row.rescindingLetterId ? await readLetters(ctx.tx, 'WHERE l.id = $1', [row.rescindingLetterId]) : []
  const { headline, possible } = wordsOf(ctx, row, letters[0])
  const title =
    row.state === 'open'
      ? 'A customer names somebody else'
      : row.state === 'tookEffect'
        ? 'You don’t lead any more'
        : 'You stay'
  if (row.partnerId !== null)
    return [
      {
        ...partnerNotice('letter', `${title}: ${row.accountName}`, [headline, possible]),
        ...{ path: `/told/${row.id}`, alsoTo: await registrantOf(ctx, row.registrationId) },
      },
    ]
  const letterId = await letterOf(ctx, row.id)
  return [{ ...staffNotice('letter', `${title}: ${row.accountName}`, [headline]), path: `/letters/${letterId}` }]
}

/** The present lead brought a letter that takes the other one back. The subject is its notice. */
export async function tellTakenBack({ ctx, message }: Told): Promise<Notice[]> {
  const row = await readNotice(ctx.tx, message.subjectId)
  const [letter] = await readLetters(ctx.tx, 'WHERE l.id = $1', [row.rescindingLetterId])
  const lines = [
    `${letter!.broughtByName} brought a letter that takes the other one back, received on ${formatDay(letter!.receivedOn, ctx.locale)}.`,
    'Ask the customer whether it is its own. Nothing takes effect meanwhile.',
  ]
  const path = `/letters/${await letterOf(ctx, row.id)}`
  return [{ ...staffNotice('letter', `Taken back? ${row.accountName}`, lines), path }]
}

async function letterOf({ tx }: Ctx, noticeId: string): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    'SELECT d.letter_id AS id FROM designation_lead w JOIN designation d ON d.id = w.designation_id WHERE w.notice_id = $1',
    [noticeId],
  )
  return row!.id
}

async function registrantOf({ tx }: Ctx, registrationId: string | null): Promise<string[]> {
  const rows = await tx.query<{ userId: string }>('SELECT submitted_by AS "userId" FROM registration WHERE id = $1', [
    registrationId,
  ])
  return rows.map(({ userId }) => userId)
}
