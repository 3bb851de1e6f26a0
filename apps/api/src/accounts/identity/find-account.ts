import { type Judged, judgeCandidates } from '@parley/identity/judge-candidates'
import { type Party, type Profile, profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { decide } from '@parley/rules/decide'
import { identity as point } from '@parley/rules/points/identity/point'
import { AppError } from '../../app-error.ts'
import type { Ctx } from '../../context.ts'
import { loadPolicy } from '../../policies/policy-in-force.ts'
import { type Candidate, readCandidates } from './read-candidates.ts'

/** An account that was compared, with what speaks for it and against it, in words. */
export type Seen = {
  accountId: string
  /** The name it was found by. */
  name: string
  /** Chances of 0 to 1000. */
  chancePermille: number
  relatedPermille: number
  reasons: string[]
}

export type Found = {
  answer: 'same' | 'aPersonDecides' | 'different'
  /** The likeliest account, whatever the answer; null when none is like it. */
  best: Seen | null
  /** The likeliest few, best first: for a person to choose from. */
  candidates: Seen[]
  /** Accounts that are probably of one family with it. */
  related: Seen[]
  policyVersion: number
  modelVersion: string
}

export type Asked = {
  by: 'registration' | 'staff' | 'import' | 'duplicates'
  /** Others that make an account of such a name wait until this transaction ends. */
  alone?: boolean
  /** Accounts that can't be the answer: the account itself, and those a person said are different. */
  except?: ReadonlySet<string>
  /** Accounts with the same tax id, and whether the others' are known to differ. */
  taxId?: { equal: ReadonlySet<string>; differs: ReadonlySet<string> }
}

/** Less than this isn't worth showing to anybody. */
const leastPermille = 30
const mostShown = 8

/** Which account is meant by what somebody typed, by the identity policy in force. Writes nothing. */
export async function findAccount(ctx: Ctx, typed: Party, asked: Asked): Promise<Found> {
  const profile = profileParty(typed)
  const { candidates, statistics, policyVersion } = await readCandidates(ctx, profile, asked.alone === true)
  if (policyVersion === null)
    throw new AppError('unavailable', 'No rules for the identity of accounts are in force yet.')
  const listed = candidates.filter(({ accountId }) => !asked.except?.has(accountId))
  const { judged } = judgeCandidates(profile, listed, statistics, trainedModel)
  const ranked = judged.toSorted((one, other) => rankOf(other, asked) - rankOf(one, asked))
  const { answer, relatedFrom } = await decideIdentity(ctx, policyVersion, profile, ranked, asked)
  const isBest = (each: Judged<Candidate>) => answer === 'same' && each === ranked[0]
  return {
    answer,
    best: ranked[0] ? toSeen(ranked[0]) : null,
    candidates: ranked.slice(0, mostShown).filter(atLeast(leastPermille)).map(toSeen),
    related: judged
      .filter((each) => permille(each.chanceOfRelated) >= relatedFrom && !isBest(each))
      .toSorted((one, other) => other.chanceOfRelated - one.chanceOfRelated)
      .slice(0, mostShown)
      .map(toSeen),
    policyVersion,
    modelVersion: trainedModel.version,
  }
}

export const permille = (chance: number): number => Math.round(chance * 1000)

const atLeast =
  (least: number) =>
  ({ chanceOfSame }: Judged<Candidate>) =>
    permille(chanceOfSame) >= least

/** A shared tax id goes before every likeness of names. */
const rankOf = ({ candidate, chanceOfSame }: Judged<Candidate>, { taxId }: Asked) =>
  chanceOfSame + (taxId?.equal.has(candidate.accountId) ? 1 : 0)

async function decideIdentity(
  ctx: Ctx,
  policyVersion: number,
  typed: Profile,
  [best, runnerUp]: readonly Judged<Candidate>[],
  { by, taxId }: Asked,
): Promise<{ answer: Found['answer']; relatedFrom: number }> {
  const theirs = best?.candidate
  const facts = {
    'match.chance': best ? permille(best.chanceOfSame) : 0,
    'match.runnerUp': runnerUp ? permille(runnerUp.chanceOfSame) : 0,
    'match.sameDomain': Boolean(typed.web && theirs?.profile.web?.domain === typed.web.domain),
    'match.country': agreement(typed.country, theirs?.profile.country),
    'match.taxIdEqual':
      !theirs || !taxId
        ? 'unknown'
        : taxId.equal.has(theirs.accountId)
          ? 'same'
          : taxId.differs.has(theirs.accountId)
            ? 'differs'
            : 'unknown',
    'match.saidDifferent': false,
    'match.askedBy': by,
  }
  const decision = await decide(point, await loadPolicy(ctx.tx, 'identity', policyVersion), facts)
  if (decision.status !== 'decided') return { answer: 'aPersonDecides', relatedFrom: 1000 }
  const { type, params } = decision.outcome
  return { answer: type as Found['answer'], relatedFrom: Number(params.relatedFrom) }
}

const agreement = (one: string | null, other: string | null | undefined) =>
  !one || !other ? 'unknown' : one === other ? 'same' : 'differs'

function toSeen({ candidate, chanceOfSame, chanceOfRelated, reasons }: Judged<Candidate>): Seen {
  return {
    accountId: candidate.accountId,
    name: candidate.name,
    chancePermille: permille(chanceOfSame),
    relatedPermille: permille(chanceOfRelated),
    reasons: reasons().map(({ words }) => words),
  }
}
