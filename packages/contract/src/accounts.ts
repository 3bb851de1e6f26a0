import { z } from 'zod'
import { Ability } from './ability.ts'
import { RegistrationSummary } from './registrations.ts'
import { country, day, id, instant, text } from './text.ts'

export const designations = { open: 'Open', named: 'Named', house: 'House' } as const
export const Designation = z.enum(
  Object.keys(designations) as [keyof typeof designations, ...(keyof typeof designations)[]],
)
export type Designation = z.infer<typeof Designation>

/** What an account is to the one above it. */
export const relations = {
  subsidiary: 'Subsidiary',
  branch: 'Branch',
  division: 'Division',
  successor: 'Successor',
} as const
export const Relation = z.enum(Object.keys(relations) as [keyof typeof relations, ...(keyof typeof relations)[]])
export type Relation = z.infer<typeof Relation>

export const aliasKinds = {
  former: 'Former name',
  short: 'Short name',
  translated: 'Translated name',
  typed: 'Typed by a partner',
  merged: 'From a merged record',
  other: 'Other name',
} as const
export const AliasKind = z.enum(Object.keys(aliasKinds) as [keyof typeof aliasKinds, ...(keyof typeof aliasKinds)[]])

export const AccountSummary = z
  .object({
    id,
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    designation: Designation,
    /** Who leads it now, per product family; empty when nobody does. */
    leads: z.array(z.object({ productFamilyName: z.string(), partnerName: z.string(), lastDay: day })),
    /** The alias, domain or tax id by which a search found it, when it isn't in the name. */
    foundBy: z.string().nullable(),
  })
  .meta({ id: 'AccountSummary' })
export type AccountSummary = z.infer<typeof AccountSummary>

/** Two records that became one. Both ids go on working. */
export const Merge = z
  .object({
    id,
    kept: z.object({ id, name: z.string() }),
    absorbed: z.object({ id, name: z.string() }),
    reason: z.string(),
    mergedByName: z.string(),
    mergedAt: instant,
    undoneAt: instant.nullable(),
    undoneByName: z.string().nullable(),
    undoneBecause: z.string().nullable(),
    /** Until when it can be undone. */
    undoableUntil: instant,
    can: z.object({ undo: Ability }),
  })
  .meta({ id: 'Merge' })
export type Merge = z.infer<typeof Merge>

/** Partners that want the same account family and product family. */
export const Conflict = z
  .object({
    id,
    account: z.object({ id, name: z.string() }),
    productFamilyName: z.string(),
    openedBecause: z.enum(['overlap', 'family', 'merge', 'pipeline', 'engagement']),
    openedAt: instant,
    closedAt: instant.nullable(),
    /** `joined`: a merge made it one with another case. */
    closedBecause: z.enum(['settledByPolicy', 'oneInterestLeft', 'joined', 'unmerged', 'awarded', 'teamed']).nullable(),
    /** In words, with the state. */
    state: z.string(),
    /** When the next step is due: the end of the time for evidence, for a person's decision, or for an answer to an appeal. */
    dueAt: instant.nullable(),
    interests: z.array(
      z.object({
        registrationId: id,
        reference: z.string(),
        partnerName: z.string(),
        accountName: z.string(),
        /** In words. */
        status: z.string(),
        joinedAt: instant,
        /** Its protection runs. */
        protected: z.boolean(),
      }),
    ),
    /** Who acts there without a registration: a partner, or the vendor's own people. */
    acting: z.array(z.object({ engagementId: id, name: z.string(), words: z.string(), askedAt: instant })),
  })
  .meta({ id: 'Conflict' })
export type Conflict = z.infer<typeof Conflict>

export const AccountDetail = z
  .object({
    summary: AccountSummary,
    conductHold: z.object({ reason: z.string() }).nullable(),
    holdings: z.array(
      z.object({ productFamilyName: z.string(), incumbentPartnerName: z.string().nullable(), since: z.string() }),
    ),
    pipeline: z.array(z.object({ productFamilyName: z.string(), ownerName: z.string(), lastContactOn: z.string() })),
    registrations: z.array(RegistrationSummary),
    /** Bars for the timeline: protections past and present. */
    protections: z.array(
      z.object({
        registrationId: id,
        partnerName: z.string(),
        productFamilyName: z.string(),
        kind: z.enum(['exclusive', 'teaming', 'shared', 'interim']),
        from: instant,
        until: instant,
        /** The last protected day in the vendor's time zone: what screens show, to staff as to the partner. */
        lastDay: day,
        inForce: z.boolean(),
      }),
    ),
    provenance: z.string().nullable(),
    taxId: z.string().nullable(),
    aliases: z.array(
      z.object({
        id,
        name: z.string(),
        kind: AliasKind,
        source: z.string(),
        addedByName: z.string(),
        addedAt: instant,
      }),
    ),
    domains: z.array(
      z.object({
        id,
        host: z.string(),
        domain: z.string(),
        source: z.string(),
        addedByName: z.string(),
        addedAt: instant,
      }),
    ),
    /** The whole family, the topmost first, each under its parent; only this account when it has none. */
    family: z.array(
      z.object({
        id,
        name: z.string(),
        parentId: id.nullable(),
        relation: Relation.nullable(),
        designation: Designation,
        depth: z.int(),
        leads: AccountSummary.shape.leads,
      }),
    ),
    /** The id that was asked for, when it was merged into this account. */
    askedAs: z.object({ id, name: z.string() }).nullable(),
    merges: z.array(Merge),
    conflicts: z.array(Conflict),
    /** Suspected duplicates of it that wait for a person. */
    duplicates: z.int(),
    can: z.object({ edit: Ability, merge: Ability }),
    version: z.int(),
  })
  .meta({ id: 'AccountDetail' })
export type AccountDetail = z.infer<typeof AccountDetail>

/** A website, host or e-mail address as people type it; the server keeps the host and its registrable domain. */
const domain = text(1, 253)
/** As on an invoice: kept as typed, compared by its letters and digits. */
const taxId = text(2, 40)

export const AccountForm = z
  .strictObject({
    name: text(1, 200),
    domain: domain.nullable(),
    country: country.nullable(),
    city: text(1, 100).nullable(),
    taxId: taxId.nullable(),
    designation: Designation,
    parentId: id.nullable(),
    /** Needed with a parent. */
    relation: Relation.nullable(),
  })
  .meta({ id: 'AccountForm' })
export type AccountForm = z.infer<typeof AccountForm>

/** A new account. One that is probably known already is refused, with the accounts that it may be, unless `evenIfLike` names them all. */
export const CreateAccount = AccountForm.extend({ evenIfLike: z.array(id).max(40).optional() }).meta({
  id: 'CreateAccount',
})
/** A change of an account; a changed name is kept as a former name unless `forgetOldName`. */
export const EditAccount = AccountForm.extend({ forgetOldName: z.boolean().optional() }).meta({ id: 'EditAccount' })
export const AddAlias = z
  .strictObject({ name: text(1, 200), kind: AliasKind, source: text(1, 200) })
  .meta({ id: 'AddAlias' })
export const AddDomain = z.strictObject({ domain, source: text(1, 200) }).meta({ id: 'AddDomain' })

/** What is known of a company, to look for its account. */
export const LookUpAccount = z
  .strictObject({
    name: text(0, 200),
    domain: domain.optional(),
    email: z.string().max(254).optional(),
    country: country.optional(),
    city: text(1, 100).optional(),
    taxId: taxId.optional(),
  })
  .meta({ id: 'LookUpAccount' })

/** An account that was compared with something, with what speaks for and against it. */
export const Likeness = z
  .object({
    account: AccountSummary,
    /** The name it was found by, when that isn't its own. */
    knownAs: z.string().nullable(),
    /** Chance that the two are the same company, 0 to 1000. */
    chancePermille: z.int(),
    /** Chance that they are of one family, 0 to 1000. */
    relatedPermille: z.int(),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'Likeness' })
export type Likeness = z.infer<typeof Likeness>

export const LookUpAnswer = z
  .object({
    answer: z.enum(['same', 'aPersonDecides', 'different']),
    candidates: z.array(Likeness),
    related: z.array(Likeness),
    policyVersion: z.int(),
    modelVersion: z.string(),
  })
  .meta({ id: 'LookUpAnswer' })
export type LookUpAnswer = z.infer<typeof LookUpAnswer>

/** One of two records that may be one, with what depends on it. */
export const ComparedAccount = z
  .object({
    summary: AccountSummary,
    taxId: z.string().nullable(),
    aliases: z.array(z.string()),
    domains: z.array(z.string()),
    parentName: z.string().nullable(),
    registrations: z.int(),
    /** Protections that run. */
    protections: z.array(
      z.object({ registrationId: id, partnerName: z.string(), productFamilyName: z.string(), lastDay: day }),
    ),
    holdings: z.array(z.string()),
    provenance: z.string().nullable(),
    createdAt: instant,
  })
  .meta({ id: 'ComparedAccount' })
export type ComparedAccount = z.infer<typeof ComparedAccount>

/** Two records side by side. */
export const AccountPair = z
  .object({
    one: ComparedAccount,
    other: ComparedAccount,
    chancePermille: z.int(),
    relatedPermille: z.int(),
    reasons: z.array(z.string()),
    foundAt: instant.nullable(),
    /** What a merge would do, in sentences, whichever is kept. */
    consequences: z.array(z.string()),
    saidDifferent: z.object({ reason: z.string(), byName: z.string(), at: instant }).nullable(),
    can: z.object({ merge: Ability, sayDifferent: Ability }),
  })
  .meta({ id: 'AccountPair' })
export type AccountPair = z.infer<typeof AccountPair>

export const DuplicateSummary = z
  .object({
    one: AccountSummary,
    other: AccountSummary,
    chancePermille: z.int(),
    reasons: z.array(z.string()),
    foundAt: instant,
    /** A registration waits for it. */
    registrationId: id.nullable(),
  })
  .meta({ id: 'DuplicateSummary' })
export type DuplicateSummary = z.infer<typeof DuplicateSummary>

export const MergeAccounts = z
  .strictObject({ keptId: id, absorbedId: id, reason: text(3, 1000) })
  .meta({ id: 'MergeAccounts' })
export const UndoMerge = z.strictObject({ reason: text(3, 1000) }).meta({ id: 'UndoMerge' })
export const SayDifferent = z.strictObject({ one: id, other: id, reason: text(3, 1000) }).meta({ id: 'SayDifferent' })

/** Which account a registration is for: one of the known, or a new one of its own (null). */
export const SettleAccount = z
  .strictObject({ accountId: id.nullable(), reason: text(3, 1000) })
  .meta({ id: 'SettleAccount' })

/** An account that the vendor keeps for itself or shares, as it is published to partners. */
export const PublishedAccount = z
  .object({
    name: z.string(),
    country: z.string().nullable(),
    designation: z.enum(['named', 'house']),
    since: day.nullable(),
  })
  .meta({ id: 'PublishedAccount' })
export type PublishedAccount = z.infer<typeof PublishedAccount>
