import type { AboutRecord, AccountEvent, AccountEventKind } from '@parley/contract/account-timeline'
import type { Ctx } from '../../context.ts'

/** Something dated at an account, with what places it: of one instant, what led to the other has the lower `order`. */
export type Entry = {
  at: Date
  order: number
  /** The record that it comes from, and what of it: together nothing else has them at this instant. */
  id: string
  step: string
  kind: AccountEventKind
  text: string
  by: string
  partnerName: string | null
  productFamily: string | null
  about: AboutRecord | null
}

/** The records whose history a timeline tells. A partner knows no account, and only its own of the rest. */
export type Scope = {
  accountIds: string[]
  registrationIds: string[]
  engagementIds: string[]
  claimIds: string[]
  letterIds: string[]
  noticeIds: string[]
  attestationIds: string[]
  contractIds: string[]
}

/** Reads the entries of one kind of record; each has a source of its own. */
export type Source = (ctx: Ctx, scope: Scope) => Promise<Entry[]>

/** Of each kind of record a timeline reads so many of the newest. */
export const most = 2_000

/** Newest first; at one instant what came of something stands above it. */
export function newestFirst(one: Entry, other: Entry): number {
  return (
    other.at.getTime() - one.at.getTime() ||
    other.order - one.order ||
    compare(other.id, one.id) ||
    compare(other.step, one.step)
  )
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/** Where an entry stands, as text that sorts nothing and says all: for a cursor. */
export const keyOf = ({ at, order, step }: Entry): string => JSON.stringify([at.toISOString(), order, step])

export function placeOf(key: string, id: string): Entry | null {
  let parts: unknown
  try {
    parts = JSON.parse(key)
  } catch {
    return null
  }
  if (!Array.isArray(parts) || typeof parts[0] !== 'string' || typeof parts[1] !== 'number') return null
  const at = new Date(parts[0])
  if (Number.isNaN(at.getTime())) return null
  const place = { at, order: parts[1], id, step: String(parts[2]) }
  return { ...place, kind: 'account', text: '', by: '', partnerName: null, productFamily: null, about: null }
}

export function toEvent(ctx: Ctx, entry: Entry, familyName: (ctx: Ctx, id: string) => string): AccountEvent {
  const { at, kind, text, by, partnerName, productFamily, about } = entry
  const isPartner = ctx.actor.audience === 'partner'
  return {
    ...{ kind, text, by, about },
    at: at.toISOString(),
    partnerName: isPartner ? null : partnerName,
    productFamilyName: productFamily === null ? null : familyName(ctx, productFamily),
    ahead: at > ctx.now,
  }
}

/** "You", or the name: for what the reader's own company did. */
export const own = ({ actor }: Ctx, name: string): string =>
  actor.audience === 'partner' && name === actor.name ? 'You' : name
