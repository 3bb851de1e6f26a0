import type { Awarded } from '@parley/rules/points/conflict/award'
import type { Ctx } from '../context.ts'
import { type CaseRow, type ClaimRow, nameOf } from './case-rows.ts'
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
