import { type Judged, judgeCandidates, likelyRelatives } from '@parley/identity/judge-candidates'
import { type Party, type Profile, profileParty } from '@parley/identity/party'
import { trainedModel } from '@parley/identity/trained-model'
import { decide } from '@parley/rules/decide'
import { identity as point } from '@parley/rules/points/identity/point'
import { AppError } from '../../app-error.ts'
import type { Ctx } from '../../context.ts'
import { loadPolicy } from '../../policies/policy-in-force.ts'
import { compareTaxIds, type TaxIds } from './compare-tax-ids.ts'
import { type Candidate, readCandidates } from './read-candidates.ts'

/** An account that was compared, with what speaks for it and against it, in words. */
export type Seen = {
  accountId: string
  /** The name it was found by. */
  name: string
  /** Chances of 0 to 1000. */
  chancePermille: number
  relatedPermille: number
  readonly reasons: string[]
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
  /** As it is typed, or as it was compared already. An account with an equal one is compared even when its name finds nothing. */
  taxId?: string | null | Pick<TaxIds, 'equal' | 'differs'>
}

/** Less than this isn't worth showing to anybody. */
const leastPermille = 30
const mostShown = 8

/** Which account is meant by what somebody typed, by the identity policy in force. Writes nothing. */
export async function findAccount(ctx: Ctx, typed: Party, asked: Asked): Promise<Found> {
  return answer(ctx, await compareAll(ctx, typed, asked))
}

/** The same, with each account that, taken alone, may be it by the policy: known twins of what was typed. */
export async function findTwins(ctx: Ctx, typed: Party, asked: Asked): Promise<Found & { twins: Seen[] }> {
  const compared = await compareAll(ctx, typed, asked)
  const found = await answer(ctx, compared)
  const twins: Seen[] = []
  for (const each of compared.ranked.slice(0, mostShown)) {
    const alone = await decideIdentity(ctx, { ...compared, ranked: [each] })
    if (alone.answer !== 'different') twins.push(toSeen(compared.taxIds)(each))
  }
  return { ...found, twins }
}

type Compared = {
  policyVersion: number
  profile: Profile
  /** All, the likeliest first. */
  ranked: Judged<Candidate>[]
  asked: Asked
  taxIds: TaxIds
}

async function compareAll(ctx: Ctx, typed: Party, asked: Asked): Promise<Compared> {
  const profile = profileParty(typed)
  const { candidates, statistics, policyVersion } = await readCandidates(ctx, profile, asked.alone === true)
  if (policyVersion === null)
    throw new AppError('unavailable', 'No rules for the identity of accounts are in force yet.')
  const taxIds = await compareTaxIds(ctx, asked.taxId, candidates)
  const listed = [...candidates, ...taxIds.more].filter(({ accountId }) => !asked.except?.has(accountId))
  const { judged } = judgeCandidates(profile, listed, statistics, trainedModel)
  // A shared tax id goes before every likeness of names.
  const rankOf = ({ candidate, chanceOfSame }: Judged<Candidate>) =>
    chanceOfSame + (taxIds.equal.has(candidate.accountId) ? 1 : 0)
  return { policyVersion, profile, ranked: judged.toSorted((one, other) => rankOf(other) - rankOf(one)), asked, taxIds }
}

async function answer(ctx: Ctx, compared: Compared): Promise<Found> {
  const { ranked, taxIds, policyVersion } = compared
  const { answer, relatedFrom } = await decideIdentity(ctx, compared)
  const isBest = (each: Judged<Candidate>) => answer === 'same' && each === ranked[0]
  const isWorthShowing = ({ chanceOfSame, candidate }: Judged<Candidate>) =>
    permille(chanceOfSame) >= leastPermille || taxIds.equal.has(candidate.accountId)
  return {
    answer,
    best: ranked[0] ? toSeen(taxIds)(ranked[0]) : null,
    candidates: ranked.slice(0, mostShown).filter(isWorthShowing).map(toSeen(taxIds)),
    related: likelyRelatives(
      ranked.filter((each) => !isBest(each)),
      relatedFrom / 1000,
    ).map(toSeen(taxIds)),
    policyVersion,
    modelVersion: trainedModel.version,
  }
}

export const permille = (chance: number): number => Math.round(chance * 1000)

async function decideIdentity(
  ctx: Ctx,
  { policyVersion, profile: typed, ranked: [best, runnerUp], asked, taxIds }: Compared,
): Promise<{ answer: Found['answer']; relatedFrom: number }> {
  const theirs = best?.candidate
  const facts = {
    'match.chance': best ? permille(best.chanceOfSame) : 0,
    'match.runnerUp': runnerUp ? permille(runnerUp.chanceOfSame) : 0,
    'match.sameDomain': Boolean(typed.web && theirs?.profile.web?.domain === typed.web.domain),
    'match.country': agreement(typed.country, theirs?.profile.country),
    'match.taxIdEqual': !theirs
      ? 'unknown'
      : taxIds.equal.has(theirs.accountId)
        ? 'same'
        : taxIds.differs.has(theirs.accountId)
          ? 'differs'
          : 'unknown',
    'match.saidDifferent': false,
    'match.askedBy': asked.by,
  }
  const decision = await decide(point, await loadPolicy(ctx.tx, 'identity', policyVersion), facts)
  if (decision.status !== 'decided') return { answer: 'aPersonDecides', relatedFrom: 1000 }
  const { type, params } = decision.outcome
  return { answer: type as Found['answer'], relatedFrom: Number(params.relatedFrom) }
}

const agreement = (one: string | null, other: string | null | undefined) =>
  !one || !other ? 'unknown' : one === other ? 'same' : 'differs'

const toSeen =
  ({ equal }: TaxIds) =>
  ({ candidate, chanceOfSame, chanceOfRelated, reasons }: Judged<Candidate>): Seen => ({
    accountId: candidate.accountId,
    name: candidate.name,
    chancePermille: permille(chanceOfSame),
    relatedPermille: permille(chanceOfRelated),
    get reasons() {
      return [...(equal.has(candidate.accountId) ? ['same tax id'] : []), ...reasons().map(({ words }) => words)]
    },
  })
