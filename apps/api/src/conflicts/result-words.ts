import type { RegistrationStatus } from '@parley/contract/registrations'
import { possessive } from '@parley/rules/format'
import type { Awarded } from '@parley/rules/points/conflict/award'
import type { Ctx } from '../context.ts'
import { statusAt } from '../registrations/registration-rows.ts'
import { type CaseRow, type ClaimRow, isLive, nameOf } from './case-rows.ts'
import { formatBps } from './share-words.ts'

const opened: Record<CaseRow['openedBecause'], string> = {
  overlap: 'because more than one partner registered there',
  family: 'because partners registered at accounts that belong to one family',
  merge: 'because two accounts turned out to be one company',
  pipeline: 'because our own sales team works on it too',
  engagement: 'because somebody acts there without a registration',
}
const closed: Record<NonNullable<CaseRow['closedBecause']>, string> = {
  settledByPolicy: 'the policy settled it',
  oneInterestLeft: 'only one partner’s interest is left',
  joined: 'a merge made it one with another case',
  unmerged: 'the merge that caused it was undone',
  awarded: 'it was decided who leads',
  teamed: 'the partners team',
}

export const becauseInWords = ({ openedBecause, closedBecause }: CaseRow) => ({
  openedBecause: opened[openedBecause],
  closedBecause: closedBecause && closed[closedBecause],
})

/** What became of a registration that isn't wanted any more. */
const ended: Partial<Record<RegistrationStatus, string>> = {
  withdrawn: 'was withdrawn',
  rejected: 'wasn’t approved',
  informationNeeded: 'waits for an answer that didn’t come',
  expired: 'has ended',
  lapsed: 'has lapsed',
  won: 'was closed as won',
  lost: 'was closed as lost',
}

/** Why a case is over that nobody has awarded, for the middle of a sentence: who is left, and what became of the others. */
export function closedInWords(ctx: Ctx, { closedBecause }: CaseRow, claims: readonly ClaimRow[]): string | null {
  if (closedBecause !== 'oneInterestLeft') return closedBecause && closed[closedBecause]
  const left = claims.filter((claim) => isLive(ctx, claim))
  // Whoever was left may have gone since: then it isn't known who went first.
  if (left.length !== 1) return 'only one partner’s interest was left'
  const gone = claims.filter((claim) => !left.includes(claim)).map((claim) => wentAway(ctx, claim))
  return `only ${nameOf(ctx, left[0]!)} still claims it${gone.length > 0 ? `. ${gone.join(', ')}` : ''}`
}

function wentAway(ctx: Ctx, claim: ClaimRow): string {
  const [registration] = claim.registrations
  if (!registration) return `${nameOf(ctx, claim)} no longer works on it`
  const became = ended[statusAt(registration, ctx.now)] ?? 'stands no more'
  return `${possessive(nameOf(ctx, claim))} registration ${became}`
}

const personReasons: Record<string, string> = {
  askedByRule: 'the policy asks for a person',
  severalChosen: 'the customer’s letters name more than one',
  teamAndRivals: 'a team and others claim it',
  sharesDoNotAddUp: 'the agreed shares don’t add up',
  noClearMargin: 'no claim is clearly ahead',
  oddShare: 'equal claims can’t be told apart',
  notRegistered: 'not everybody who acts there has registered',
}

/** A result in one sentence for the staff, as it was recorded or as it would be now. */
export function awardInWords(
  ctx: Ctx,
  claims: readonly ClaimRow[],
  awarded: Partial<Awarded> & Record<string, unknown>,
  tense: 'was' | 'wouldBe',
): string {
  const name = (id: unknown) => {
    const claim = claims.find((each) => each.id === id)
    return claim ? nameOf(ctx, claim) : 'somebody'
  }
  const now = tense === 'wouldBe'
  switch (awarded.result) {
    case 'lead': {
      const margin = typeof awarded.marginPoints === 'number' ? `, ${awarded.marginPoints} points ahead` : ''
      return `${name(awarded.lead)} ${now ? 'would lead' : 'leads'}${margin}.`
    }
    case 'customersChoice':
      return `The customer chose ${name(awarded.lead)}, so it ${now ? 'would lead' : 'leads'}.`
    case 'share': {
      const parts = Object.entries(awarded.shares as Record<string, number>)
      const words = parts.map(([id, bps]) => `${name(id)} ${formatBps(bps, ctx.locale)}`)
      return `${now ? 'They would share' : 'They share'} the lead: ${words.join(', ')}.`
    }
    case 'sideBySide':
      return `${now ? 'Everybody would work' : 'Everybody works'} side by side.`
    case 'personDecides': {
      const between = (awarded.between as readonly string[] | undefined)?.map(name).join(' and ')
      return `A person decides${between ? ` between ${between}` : ''}: ${personReasons[String(awarded.reason)] ?? 'it is close'}.`
    }
    case 'informationNeeded':
      return 'Something that matters isn’t known yet.'
    case 'nobody':
      return `Nobody ${now ? 'would have' : 'has'} enough points to lead.`
  }
  return 'Nothing was compared yet.'
}
