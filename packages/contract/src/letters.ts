import { z } from 'zod'
import { evidenceKinds, evidenceLimits } from './evidence.ts'
import { country, day, Family, id, instant, keysOf, productFamilyId, text } from './text.ts'

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

/** What the customer says where the letter is beside the point. */
export const customerAnswers = {
  declines: 'It declines this partner',
  nothing: 'It was told, and says nothing',
} as const

/** How the vendor asked the customer whether the letter is its own. */
export const checkWays = {
  call: 'Called a number that we know',
  email: 'Wrote to an address that we know',
  visit: 'Met them',
  signature: 'Checked a qualified electronic signature',
} as const

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
    /** That it declines the partner, at any time; or that it was told, and says nothing. */
    customerSays: keysOf(customerAnswers).optional(),
    /** The customer was told that this is its partner now, and how to decline. */
    customerTold: z.boolean().default(false),
    note: text(1, 1000).optional(),
  })
  .meta({ id: 'CheckLetter' })
export type CheckLetter = z.output<typeof CheckLetter>

export const SettleLetterAccount = z.strictObject({ accountId: id }).meta({ id: 'SettleLetterAccount' })

/** A letter, as whoever may read it sees it. */
export const letterShape = {
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
  customerSays: keysOf(customerAnswers).nullable(),
  checkedAt: instant.nullable(),
}
export const LetterCheck = z.object({
  isGenuine: z.boolean(),
  signer: keysOf(letterSigners),
  how: keysOf(checkWays),
  spokeWith: z.string(),
  customerSays: keysOf(customerAnswers).nullable(),
  customerTold: z.boolean(),
  note: z.string().nullable(),
  checkedByName: z.string(),
  checkedAt: instant,
})
