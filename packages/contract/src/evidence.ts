import { z } from 'zod'
import { Ability } from './ability.ts'
import { day, id, instant, text } from './text.ts'

/** What can be attached, by the ending of its name. Nothing that a browser would run. */
export const evidenceKinds = {
  pdf: 'PDF',
  png: 'Picture (PNG)',
  jpg: 'Picture (JPEG)',
  docx: 'Word document',
  xlsx: 'Excel workbook',
  pptx: 'PowerPoint slides',
  txt: 'Text',
  csv: 'Table (CSV)',
  eml: 'E-mail',
} as const
export type EvidenceKind = keyof typeof evidenceKinds

/** What a file is shown for, in the partner's words. All but the last have a day. */
export const evidenceShows = {
  meeting: 'A meeting',
  demo: 'A demonstration',
  proofOfConcept: 'A finished proof of concept',
  paidProofOfConcept: 'A proof of concept that the customer paid for',
  nomination: 'A signed letter of the customer that names you',
  recommendation: 'A signed letter of the customer that recommends you',
  customersWord: 'The customer’s word on your work',
  specification: 'Help with the customer’s specification',
  signedWork: 'Work that the customer signed for',
  other: 'Something else',
} as const
export type EvidenceShows = keyof typeof evidenceShows
const EvidenceShows = z.enum(Object.keys(evidenceShows) as [EvidenceShows, ...EvidenceShows[]])

export const evidenceLimits = { bytes: 5_000_000, ofRegistration: 20 } as const

/** The kind that a file's name promises; null when it's none of ours. */
export function kindOfName(name: string): EvidenceKind | null {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name.trim())?.[1]?.toLowerCase().replace('jpeg', 'jpg')
  return ending !== undefined && ending in evidenceKinds ? (ending as EvidenceKind) : null
}

/** A file that shows something for a registration. `bytes` is its size; withdrawn ones can't be opened any more. */
export const Evidence = z
  .object({
    id,
    name: z.string(),
    kind: z.enum(Object.keys(evidenceKinds) as [EvidenceKind, ...EvidenceKind[]]),
    bytes: z.int(),
    about: z.string(),
    shows: EvidenceShows,
    /** The day of what it shows. */
    shownOn: day.nullable(),
    withWhom: z.string().nullable(),
    attachedByName: z.string(),
    attachedAt: instant,
    withdrawnByName: z.string().nullable(),
    withdrawnAt: instant.nullable(),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

export const EvidenceList = z
  .object({ items: z.array(Evidence), can: z.object({ attach: Ability }) })
  .meta({ id: 'EvidenceList' })
export type EvidenceList = z.infer<typeof EvidenceList>

/** A file as base64, with its name; `about` says what it shows. */
export const AttachEvidence = z
  .strictObject({
    name: text(1, 200),
    about: text(0, 500),
    shows: EvidenceShows.default('other'),
    /** Needed unless it shows something else. */
    shownOn: day.optional(),
    /** Whom you met: a meeting counts with its day and a name. */
    withWhom: text(1, 200).optional(),
    base64: z
      .base64('Send the file as base64.')
      .min(4, 'This file is empty.')
      .max(Math.ceil(evidenceLimits.bytes / 3) * 4, 'Attach a file of at most 5 MB.'),
  })
  .meta({ id: 'AttachEvidence' })
