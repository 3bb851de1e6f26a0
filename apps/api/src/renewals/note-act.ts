import type { NoteIncumbency, PartnerRenewal, ReportOnCustomer, StaffRenewal } from '@parley/contract/renewals'
import { assertAble, assertRole } from '../abilities.ts'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { insertMessage, outboxParams } from '../outbox/outbox-message.ts'
import { dayOf } from '../vendor-days.ts'
import { type ContractRow, readContract } from './contract-rows.ts'
import { readAnyRenewal, readOwnRenewal } from './read-renewals.ts'

/** An incumbent's report on its customer, or that it has reviewed the renewal with it. */
export async function reportOnCustomer(
  ctx: Ctx,
  { id, ...act }: ReportOnCustomer & { id: string },
): Promise<PartnerRenewal> {
  const contract = await readContract(ctx.tx, id)
  assertHappened(ctx, act.happenedOn)
  const { can } = await readOwnRenewal(ctx, id)
  assertAble(can[act.kind])
  await keepAct(ctx, contract, { ...act, signerName: null, actedBy: 'partner' })
  return readOwnRenewal(ctx, id)
}

const abilityOf = { warning: 'warn', ended: 'end', letter: 'noteLetter' } as const

/** A warning, the end of an incumbency after one, or the customer's letter that it leaves its partner; the incumbent is told at once. */
export async function noteIncumbency(
  ctx: Ctx,
  { id, signerName, ...act }: NoteIncumbency & { id: string },
): Promise<StaffRenewal> {
  assertRole(ctx.actor, ['channelManager'], 'change an incumbency')
  const contract = await readContract(ctx.tx, id)
  assertHappened(ctx, act.happenedOn)
  if (act.kind === 'letter' && signerName === undefined) throw refusedAt('/signerName', 'Say who signed the letter.')
  if (act.kind !== 'letter' && signerName !== undefined)
    throw refusedAt('/signerName', 'Only a letter has somebody who signed it. Leave this out.')
  const { can, accountName } = await readAnyRenewal(ctx, id)
  assertAble(can[abilityOf[act.kind]])
  const actId = await keepAct(ctx, contract, { ...act, signerName: signerName ?? null, actedBy: 'vendor' })
  const { partnerId } = contract
  const subject = { kind: 'contract', id, name: accountName }
  await recordEvent(ctx, { action: 'renewal.noted', subject, partnerId, details: { kind: act.kind, note: act.note } })
  const message = { topic: 'renewal.noted' as const, subjectId: id, partnerId, payload: { actId } }
  await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
  return readAnyRenewal(ctx, id)
}

type Act = (ReportOnCustomer | Omit<NoteIncumbency, 'signerName'>) & {
  signerName: string | null
  actedBy: 'partner' | 'vendor'
}

/** The contract is held, so that of two who note the same one comes second and reads what the first one did. */
async function keepAct(ctx: Ctx, contract: ContractRow, act: Act): Promise<string> {
  const actId = ctx.newId()
  await ctx.tx.query(
    `INSERT INTO contract_act (id, contract_id, partner_id, kind, note, signer_name, happened_on, acted_by, acted_by_name, acted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[actId, contract.id, contract.partnerId, act.kind, act.note, act.signerName, act.happenedOn],
      ...[act.actedBy, ctx.actor.name, ctx.now],
    ],
  )
  return actId
}

function assertHappened({ now, vendor }: Ctx, happenedOn: string): void {
  if (happenedOn > dayOf(now, vendor.timeZone))
    throw refusedAt('/happenedOn', 'Give a day that has come. What is planned can be noted when it has happened.')
}

const refusedAt = (pointer: string, detail: string) => new AppError('refused', detail, [{ pointer, detail }])
