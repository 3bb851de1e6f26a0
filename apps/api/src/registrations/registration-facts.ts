import type { Precheck } from '@parley/contract/registrations'
import { profileParty } from '@parley/identity/party'
import type { Facts, FactValue } from '@parley/rules/point'
import { registration as point } from '@parley/rules/points/registration/point'
import { accountToHold, type MatchedAccount, matchedAccount } from '../accounts/identity/matched-account.ts'
import { AppError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import type { InForce } from '../decisions/decide-by-policy.ts'
import { dayOf, daysFrom, lastDayBefore } from '../vendor-days.ts'
import { askedFor, type FactRow } from './registration-question.ts'
import type { RegistrationRow } from './registration-rows.ts'

/** What a registration is decided by: the form's facts, the partner's, and what is known of the account. */
export type Gathered<Matched = MatchedAccount> = {
  facts: Facts
  inForce: InForce
  account: Matched | null
  protectedUntil: Date | null
  /** Somebody else wants the account or its family too. */
  overlaps: boolean
}

/**
 * Facts of a form, half typed or complete. With `createAccount`, the account is found or made, and locked until the
 * commit; without, nothing is written, and what isn't typed stays unknown.
 */
export async function gatherFacts(ctx: Ctx, form: Precheck, createAccount: boolean): Promise<Gathered> {
  const { account = {}, deal, productFamily } = form
  const family = productFamily === undefined ? undefined : familyNamed(ctx, productFamily)
  const typed = { ...account, name: account.name ?? '', email: deal?.contactEmail }
  const { name, web } = profileParty(typed)
  const accountTyped = name.squashed !== '' || web !== null
  if (createAccount && !accountTyped)
    throw refusedAt('/account/name', 'Write the name of the company, with letters or digits.')
  const matched = !accountTyped
    ? null
    : createAccount
      ? await accountToHold(ctx, typed)
      : { ...(await matchedAccount(ctx, typed)), made: null }
  const relatives = matched?.relatives ?? []
  const [row] = await ctx.tx.query<FactRow & { held: string | null }>(
    ...askedFor(
      createAccount,
      matched?.made ?? null,
      [
        ctx.actor.partnerId,
        matched?.id ?? null,
        productFamily ?? null,
        ctx.now,
        dayOf(ctx.now, ctx.vendor.timeZone),
        relatives,
      ],
      relatives.length > 0,
    ),
  )
  const known = { family: family !== undefined }
  return gathered(
    ctx,
    row!,
    dealFacts(ctx, form, family, createAccount),
    known,
    matched && { ...matched, id: row!.held },
  )
}

/** Facts of a recorded registration as they are now, with the account that it belongs to locked before. */
export async function gatherFactsAgain(ctx: Ctx, registration: RegistrationRow): Promise<Gathered<unknown>> {
  const { accountMatch, accountMatchReason, accountId, partnerId, productFamily } = registration
  const [row] = await ctx.tx.query<FactRow>('SELECT f.* FROM registration_facts($1, $2, $3, $4, $5, $6, NULL) f', [
    partnerId,
    accountId,
    productFamily,
    ctx.now,
    dayOf(ctx.now, ctx.vendor.timeZone),
    registration.id,
  ])
  const matched = { id: accountId, match: accountMatch, reason: accountMatchReason, domain: registration.accountDomain }
  const facts = dealFacts(
    ctx,
    { deal: formOf(registration) },
    familyNamed(ctx, productFamily),
    true,
    dayOf(registration.submittedAt, ctx.vendor.timeZone),
  )
  return gathered(ctx, row!, facts, { family: true }, matched)
}

/** The deal of a recorded registration, as it was typed. */
export function formOf(row: RegistrationRow): NonNullable<Precheck['deal']> {
  const { kind, scope, role, amountMinor, expectedCloseOn, description, meetingsHeld, tender } = row
  const { registeredWithCompetitor, customerChoice, contactName, contactEmail } = row
  return {
    ...{ kind, scope, role, amountMinor, expectedCloseOn, description, meetingsHeld, tender },
    ...{ registeredWithCompetitor, customerChoice },
    ...(contactName === null ? {} : { contactName }),
    ...(contactEmail === null ? {} : { contactEmail }),
  }
}

function familyNamed(ctx: Ctx, id: string): string {
  const family = ctx.productFamilies.find((each) => each.id === id)
  if (family) return family.name
  const names = ctx.productFamilies.map((each) => each.id).join(', ')
  throw refusedAt('/productFamily', 'There is no such product family.', `Choose one of ${names}.`)
}

function refusedAt(pointer: string, detail: string, mend?: string): AppError {
  return new AppError('refused', detail, [{ pointer, detail, ...(mend ? { mend } : {}) }])
}

function gathered<Matched extends Pick<MatchedAccount, 'match'>>(
  ctx: Ctx,
  row: FactRow,
  deal: Record<string, FactValue>,
  known: { family: boolean },
  account: Matched | null,
): Gathered<Matched> {
  if (row.policy_version === null) throw new AppError('unavailable', 'No rules for registrations are in force yet.')
  return {
    facts: {
      ...partnerFacts(row, known.family),
      ...deal,
      ...(account ? { ...accountFacts(ctx, row, known.family), 'account.match': account.match } : {}),
    },
    inForce: { version: row.policy_version, activeFrom: row.policy_active_from },
    account,
    protectedUntil: row.protected_until,
    overlaps: row.wanted_by_other,
  }
}

function partnerFacts(row: FactRow, familyKnown: boolean): Record<string, FactValue> {
  return {
    'partner.authorized': row.partner_authorized,
    'partner.agreementSigned': row.agreement_signed,
    'partner.tier': row.tier,
    'partner.inGoodStanding': row.in_good_standing,
    'partner.trainedPeople': row.trained_people,
    ...(familyKnown ? { 'partner.certifiedPeopleInFamily': row.certified_people } : {}),
    'partner.openRegistrations': row.open_registrations,
    'partner.overdueAnswers': row.overdue_answers,
  }
}

function accountFacts(ctx: Ctx, row: FactRow, familyKnown: boolean): Record<string, FactValue> {
  const { timeZone } = ctx.vendor
  const ofAccount = {
    'account.designation': row.designation,
    'account.conductHold': row.conduct_hold,
  }
  if (!familyKnown) return ofAccount
  return {
    ...ofAccount,
    'account.customerOfFamily': row.customer_of_family,
    'account.incumbentIsPartner': row.incumbent_is_partner,
    'account.protectedForOther': row.protected_for_other,
    ...(row.protected_until ? { 'account.protectedUntil': lastDayBefore(row.protected_until, timeZone) } : {}),
    'account.ownRegistrationOpen': row.own_registration_open,
    'account.inDirectPipeline': row.in_direct_pipeline,
    ...(row.last_direct_contact_on
      ? {
          'account.daysSinceDirectContact': Math.max(0, daysFrom(row.last_direct_contact_on, dayOf(ctx.now, timeZone))),
        }
      : {}),
    'account.undecidedForOther': row.undecided_for_other,
    'account.familyProtectedForOther': row.family_protected_for_other,
  }
}

/** What the form says. In a complete form a contact that isn't named is known to be missing; half typed, it's unknown. */
function dealFacts(
  ctx: Ctx,
  { deal = {} }: Precheck,
  family: string | undefined,
  complete: boolean,
  registeredOn = dayOf(ctx.now, ctx.vendor.timeZone),
): Record<string, FactValue> {
  const today = dayOf(ctx.now, ctx.vendor.timeZone)
  const given: Record<string, FactValue | undefined> = {
    'deal.productFamily': family,
    'deal.kind': deal.kind,
    'deal.scope': deal.scope,
    'deal.role': deal.role,
    'deal.amountMinor': deal.amountMinor,
    'deal.daysUntilClose': deal.expectedCloseOn === undefined ? undefined : daysUntilClose(today, deal.expectedCloseOn),
    'deal.descriptionWords': deal.description === undefined ? undefined : wordCount(deal.description),
    'deal.contactNamed': deal.contactName === undefined && !complete ? undefined : deal.contactName !== undefined,
    'deal.meetingsHeld': deal.meetingsHeld,
    'deal.tender': deal.tender,
    'deal.registeredWithCompetitor': deal.registeredWithCompetitor,
    'deal.customerChoice': deal.customerChoice,
    'deal.expectedCloseOn': deal.expectedCloseOn,
    'deal.registeredOn': registeredOn,
    'deal.decidedOn': today,
  }
  return Object.fromEntries(
    Object.entries(given).filter((entry): entry is [string, FactValue] => entry[1] !== undefined),
  )
}

function daysUntilClose(today: string, closeOn: string): number {
  const days = daysFrom(today, closeOn)
  const { minimum, maximum } = point.facts['deal.daysUntilClose']
  if (days >= minimum && days <= maximum) return days
  throw refusedAt('/deal/expectedCloseOn', 'Give a day within 100 years of today.')
}

/** Words in any script: Chinese and Japanese have no spaces between theirs. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function wordCount(text: string): number {
  if (/^[\p{Script=Latin}\p{N}\p{P}\p{S}\s]*$/u.test(text))
    return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0
  return [...segmenter.segment(text)].filter((segment) => segment.isWordLike).length
}
