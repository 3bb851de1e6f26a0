import { formatDay } from '@parley/rules/format'
import type { Ctx } from '../context.ts'
import type { Message } from '../outbox/dispatch.ts'
import { readActs, readContract } from '../renewals/contract-rows.ts'
import { type Notice, partnerNotice } from './notices-of.ts'

const titles = {
  warning: 'A warning about your customer',
  ended: 'You no longer lead the renewal',
  letter: 'Your customer wrote to us',
} as const

/** What the vendor notes of an incumbency: the incumbent reads it as it was written. */
export async function tellIncumbent({ ctx, message }: { ctx: Ctx; message: Message }): Promise<Notice[]> {
  const contract = await readContract(ctx.tx, message.subjectId)
  const act = (await readActs(ctx.tx, [contract.id])).find(({ id }) => id === message.payload.actId)
  if (!act || act.kind === 'report' || act.kind === 'review') return []
  const ends = `The contract ends on ${formatDay(contract.endsOn, ctx.locale)}.`
  const signed = act.signerName === null ? [] : [`Signed by ${act.signerName}: it leaves its present partner.`]
  const notice = partnerNotice('engagement', `${titles[act.kind]}: ${contract.accountName}`, [
    ...signed,
    act.note,
    ends,
  ])
  return [{ ...notice, path: `/renewals/${contract.id}` }]
}
