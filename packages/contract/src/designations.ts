import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { type EvidenceKind, evidenceKinds, evidenceLimits } from './evidence.ts'
import { country, day, id, instant, text } from './text.ts'

export const letterForms = {
  letterhead: 'On the customer’s letterhead',
  email: 'An e-mail from the customer’s own domain',
  other: 'In another form',
} as const
export const letterSigners = {
  authorized: 'A person who may sign for the customer',
  other: 'Another person at the customer',
  nobody: 'Nobody',
} as const
/** How the vendor asked the customer whether the letter is its own. */
export const checkWays = {
  call: 'Called a number that we know',
  email: 'Wrote to an address that we know',
  visit: 'Met them',
  signature: 'Checked a qualified electronic signature',
} as const

/** What stands with a letter for one product family. */
export const designationStates = {
  deciding: 'Waits for the vendor',
  waiting: 'Waits',
  inEffect: 'In effect',
  notAccepted: 'Not accepted',
  ended: 'Ended',
} as const
export type DesignationState = keyof typeof designationStates

const keysOf = <K extends string>(words: Readonly<Record<K, string>>) => z.enum(Object.keys(words) as [K, ...K[]])
export const productFamilyId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'Choose a product family.')
const productFamilies = z
  .array(productFamilyId)
  .min(1, 'Choose at least one product family.')
  .max(20)
  .refine((all) => new Set(all).size === all.length, 'Name each product family once.')

const LetterFile = z.strictObject({
  name: text(1, 200),
  base64: z
    .base64('Send the file as base64.')
    .min(4, 'This file is empty.')
    .max(Math.ceil(evidenceLimits.bytes / 3) * 4, 'Attach a file of at most 5 MB.'),
})

/** What whoever brings a letter says of it. The vendor asks the customer before anything follows from it. */
const said = {
  form: keysOf(letterForms),
  signer: keysOf(letterSigners),
  signerName: text(1, 120),
  signerTitle: text(1, 120).optional(),
  signedOn: day,
  note: text(1, 1000).optional(),
  file: LetterFile,
}
const naming = {
  productFamilies,
  /** The letter names somebody beside this partner. */
  namesOthersToo: z.boolean().default(false),
  /** The letter says that it can't be taken back. */
  waivesWait: z.boolean().default(false),
}

/** A letter in which a customer names the partner that brings it. `company` is a name or a domain. */
export const BringLetter = z
  .strictObject({ company: text(1, 254), country: country.optional(), ...naming, ...said })
  .meta({ id: 'BringLetter' })
export type BringLetter = z.output<typeof BringLetter>

export const BringStaffLetter = z
  .strictObject({
    company: text(1, 254),
    /** Which account is meant, where the text could mean several. */
    accountId: id.optional(),
    /** Whom the letter names. */
    partnerId: id,
    ...naming,
    ...said,
  })
  .meta({ id: 'BringStaffLetter' })
export type BringStaffLetter = z.output<typeof BringStaffLetter>

/** A letter that takes another one back. */
export const BringRescission = z.strictObject(said).meta({ id: 'BringRescission' })
export type BringRescission = z.output<typeof BringRescission>

/** What the customer said when it was asked. */
export const CheckLetter = z
  .strictObject({
    isGenuine: z.boolean(),
    signer: keysOf(letterSigners),
    how: keysOf(checkWays),
    spokeWith: text(1, 200),
    /** The customer was told that this is its partner now, and how to decline. */
    customerTold: z.boolean().default(false),
    note: text(1, 1000).optional(),
  })
  .meta({ id: 'CheckLetter' })
export type CheckLetter = z.output<typeof CheckLetter>

export const SettleLetterAccount = z.strictObject({ accountId: id }).meta({ id: 'SettleLetterAccount' })
export const WaiveWait = z.strictObject({ reason: text(10, 1000) }).meta({ id: 'WaiveWait' })
export const DecideDesignation = z
  .strictObject({
    outcome: z.enum(['takesEffect', 'notAccepted']),
    /** For the record, among the staff. */
    reason: text(10, 1000),
    /** What the partner reads. */
    wording: text(10, 1000),
  })
  .meta({ id: 'DecideDesignation' })

const Family = z.object({ id: z.string(), name: z.string() })

const letter = {
  id,
  kind: z.enum(['names', 'rescinds']),
  accountName: z.string(),
  productFamilies: z.array(Family),
  form: keysOf(letterForms),
  signer: keysOf(letterSigners),
  signerName: z.string(),
  signerTitle: z.string().nullable(),
  signedOn: day,
  receivedOn: day,
  receivedAt: instant,
  namesOthersToo: z.boolean(),
  waivesWait: z.boolean(),
  note: z.string().nullable(),
  file: z.object({ name: z.string(), kind: keysOf(evidenceKinds), bytes: z.int() }),
  /** `you`: somebody of the reader's own company. */
  broughtBy: z.enum(['you', 'partner', 'vendor']),
  broughtByName: z.string(),
  /** Whether the customer says that it is its own; null until it was asked. */
  isGenuine: z.boolean().nullable(),
  checkedAt: instant.nullable(),
}
export type LetterFileKind = EvidenceKind

const designation = {
  id,
  productFamily: Family,
  state: keysOf(designationStates),
  /** The decision in a sentence, as the reader may know it. */
  headline: z.string(),
  /** While it waits: the day on which it takes effect unless something comes between. */
  takesEffectOn: day.nullable(),
  /** The last day for a letter that takes it back. */
  lastDay: day.nullable(),
  inEffectAt: instant.nullable(),
  /** The last day for which it counts, once it is in effect. */
  holdsUntil: day.nullable(),
  endedAt: instant.nullable(),
  decision: DecisionCard,
}
export const Designation = z.object(designation).meta({ id: 'Designation' })
export type Designation = z.infer<typeof Designation>

export const LetterSummary = z
  .object({
    ...letter,
    /** Staff only. */
    partnerName: z.string().nullable(),
    designations: z.array(
      z.object({
        productFamily: Family,
        state: keysOf(designationStates),
        takesEffectOn: day.nullable(),
        holdsUntil: day.nullable(),
      }),
    ),
    /** Something waits for the vendor: the letter isn't checked, or a person decides. */
    waitsForVendor: z.boolean(),
  })
  .meta({ id: 'LetterSummary' })
export type LetterSummary = z.infer<typeof LetterSummary>

export const PartnerLetter = z
  .object({ ...letter, designations: z.array(Designation), version: z.int() })
  .meta({ id: 'PartnerLetter' })
export type PartnerLetter = z.infer<typeof PartnerLetter>

const LetterCheck = z.object({
  isGenuine: z.boolean(),
  signer: keysOf(letterSigners),
  how: keysOf(checkWays),
  spokeWith: z.string(),
  customerTold: z.boolean(),
  note: z.string().nullable(),
  checkedByName: z.string(),
  checkedAt: instant,
})

export const leadNoticeStates = {
  open: 'A letter waits',
  tookEffect: 'The letter took effect',
  youStay: 'You stay',
  withdrawn: 'Nothing follows from it',
} as const

/** The present lead of a designation, and what came of telling it. For the staff. */
const PresentLead = z.object({
  kind: z.enum(['partner', 'vendor']),
  partnerName: z.string().nullable(),
  registrationId: id.nullable(),
  toldAt: instant,
  lastDay: day.nullable(),
  state: keysOf(leadNoticeStates),
  rescission: z
    .object({ ...letter, checks: z.array(LetterCheck), can: z.object({ check: Ability }), version: z.int() })
    .nullable(),
})

export const StaffLetter = z
  .object({
    ...letter,
    partner: z.object({ id, name: z.string() }),
    /** Null until it is certain which company wrote it. */
    account: z.object({ id, name: z.string() }).nullable(),
    checks: z.array(LetterCheck),
    designations: z.array(
      z.object({
        ...designation,
        presentLead: PresentLead.nullable(),
        can: z.object({ waive: Ability, decide: Ability, rescind: Ability }),
      }),
    ),
    can: z.object({ check: Ability, settleAccount: Ability }),
    version: z.int(),
  })
  .meta({ id: 'StaffLetter' })
export type StaffLetter = z.infer<typeof StaffLetter>

/** To the present lead: the customer has named another representative. Whom, it never says. */
export const LeadNotice = z
  .object({
    id,
    accountName: z.string(),
    productFamily: Family,
    registrationId: id.nullable(),
    receivedOn: day,
    lastDay: day.nullable(),
    renewsOn: day.nullable(),
    state: keysOf(leadNoticeStates),
    headline: z.string(),
    /** What is possible now. */
    possible: z.string(),
    toldAt: instant,
    endedAt: instant.nullable(),
    rescission: z.object(letter).nullable(),
    can: z.object({ bring: Ability }),
    version: z.int(),
  })
  .meta({ id: 'LeadNotice' })
export type LeadNotice = z.infer<typeof LeadNotice>

/** Who represents the vendor at an account for a product family at an instant, and what that rests on. */
export const RepresentativeAnswer = z.object({
  productFamily: Family,
  kind: z.enum(['partner', 'vendor', 'nobody']),
  /** The partner's name or the vendor's; null where it is nobody. */
  name: z.string().nullable(),
  partnerId: id.nullable(),
  sentence: z.string(),
  since: day.nullable(),
  /** The last day of it, where there is one. */
  lastDay: day.nullable(),
  proof: z
    .object({
      kind: z.enum(['registration', 'letter', 'sale', 'list']),
      /** "The registration R-7K2F9Q", "The customer's letter of 3 March 2027". */
      title: z.string(),
      saidBy: z.string(),
      saidAt: instant.nullable(),
      decisionId: id.nullable(),
      /** The record in the console. */
      path: z.string().nullable(),
    })
    .nullable(),
  /** What to do where it is nobody. */
  toDo: z.string().nullable(),
  /** A letter that waits, and would change the answer. */
  waiting: z.object({ letterId: id, partnerName: z.string(), takesEffectOn: day.nullable() }).nullable(),
})
export type RepresentativeAnswer = z.infer<typeof RepresentativeAnswer>

export const Representatives = z
  .object({
    account: z.object({ id, name: z.string() }),
    at: instant,
    isNow: z.boolean(),
    answers: z.array(RepresentativeAnswer),
    /** Not inherited: each account of a family answers for itself. These are the answers of its relatives. */
    relatives: z.array(
      z.object({ accountId: id, accountName: z.string(), productFamilyName: z.string(), name: z.string() }),
    ),
  })
  .meta({ id: 'Representatives' })
export type Representatives = z.infer<typeof Representatives>
