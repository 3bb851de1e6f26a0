import { z } from 'zod'
import { Ability } from './ability.ts'
import { Designation } from './accounts.ts'
import { id, instant } from './text.ts'

/** What an import takes; more is refused with what to do instead. */
export const importLimits = {
  bytes: 40 * 1024 * 1024,
  partBytes: 1024 * 1024,
  rows: 100_000,
  columns: 200,
  previewRows: 20,
} as const

/** What a column of a file can mean. `domain` and `aliases` may be the meaning of several columns, the others of one. */
export const importTargets = {
  name: 'Name',
  domain: 'Website or e-mail',
  country: 'Country',
  city: 'City',
  taxId: 'Tax id',
  designation: 'Designation',
  parentName: 'Parent’s name',
  parentExternalId: 'Parent’s id',
  aliases: 'Other names',
  externalId: 'Id in your system, or in Parley',
  source: 'Source',
} as const
export const ImportTarget = z.enum(
  Object.keys(importTargets) as [keyof typeof importTargets, ...(keyof typeof importTargets)[]],
)
export type ImportTarget = z.infer<typeof ImportTarget>
export const severalColumns: readonly ImportTarget[] = ['domain', 'aliases']

/** One meaning for each column of the file, in its order; null leaves the column out. */
export const ImportMapping = z.array(ImportTarget.nullable()).min(1).max(importLimits.columns)
export type ImportMapping = z.infer<typeof ImportMapping>

/** What can be wrong with a row. The last four wait for a person, or are about a row that is imported all the same. */
export const rowProblems = {
  nameMissing: 'No name',
  tooLong: 'Too long',
  unreadableCharacters: 'Characters that can’t be read',
  domainUnknown: 'Not a website or e-mail address',
  countryUnknown: 'Country not known',
  designationUnknown: 'Designation not known',
  tooManyCells: 'More cells than the header',
  whichAccount: 'Which account?',
  parentUnknown: 'Parent not found',
  parentUnclear: 'Several accounts have the parent’s name',
  parentLoop: 'Parent is below the account',
} as const
export const RowProblemKind = z.enum(
  Object.keys(rowProblems) as [keyof typeof rowProblems, ...(keyof typeof rowProblems)[]],
)
export type RowProblemKind = z.infer<typeof RowProblemKind>

export const RowProblem = z
  .object({
    kind: RowProblemKind,
    /** The column's name in the file; null when it's about the whole row. */
    column: z.string().nullable(),
    detail: z.string(),
    mend: z.string(),
  })
  .meta({ id: 'RowProblem' })
export type RowProblem = z.infer<typeof RowProblem>

/** What an import does: it is uploaded in parts, read, mapped by a person, then it runs. */
export const importStates = {
  uploading: 'Uploading',
  reading: 'Reading the file',
  unreadable: 'Can’t be read',
  mapping: 'Ready to check',
  running: 'Importing',
  finished: 'Finished',
  cancelled: 'Stopped',
} as const
export const ImportState = z.enum(
  Object.keys(importStates) as [keyof typeof importStates, ...(keyof typeof importStates)[]],
)
export type ImportState = z.infer<typeof ImportState>

/** An earlier import that ran with the same bytes. */
const earlierImport = z.object({ id, fileName: z.string(), byName: z.string(), endedAt: instant })

export const AccountImport = z
  .object({
    id,
    /** Of what its columns mean. */
    version: z.int(),
    fileName: z.string(),
    bytes: z.int(),
    state: ImportState,
    createdByName: z.string(),
    createdAt: instant,
    /** Send the part of this position next; parts are of `partBytes`, the last one of what is left. */
    upload: z.object({ receivedBytes: z.int(), nextPosition: z.int(), partBytes: z.int() }),
    /** How it was read; null until then. */
    file: z
      .object({
        encoding: z.enum(['UTF-8', 'UTF-16 LE', 'UTF-16 BE', 'Windows-1252']),
        separator: z.enum(['comma', 'semicolon', 'tab', 'pipe']),
        rows: z.int(),
        columns: z.array(z.object({ name: z.string(), examples: z.array(z.string()) })),
      })
      .nullable(),
    /** Guessed when the file was read, until somebody changes it. */
    mapping: ImportMapping.nullable(),
    /** Why it can't be read, and what to do. */
    trouble: z.object({ detail: z.string(), mend: z.string() }).nullable(),
    /** The same bytes ran before. With the same mapping nothing would change: then `run` ends at once, `repeats` is true. */
    sameFile: earlierImport.nullable(),
    repeats: z.boolean(),
    progress: z.object({
      rows: z.int(),
      done: z.int(),
      /** New accounts. */
      imported: z.int(),
      /** Rows of accounts that were known. */
      linked: z.int(),
      /** Of the linked: those where something empty was filled, or another name was added. */
      filled: z.int(),
      /** Rows of a company that an earlier row of this file is about. */
      repeated: z.int(),
      /** Waiting for a person to say which account is meant. */
      waiting: z.int(),
      refused: z.int(),
      /** Imported or linked, but something about them needs a look, such as a parent that isn't known. */
      remarked: z.int(),
      /** From the rows done so far; null when that can't be told. */
      secondsLeft: z.int().nullable(),
    }),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
    can: z.object({ upload: Ability, map: Ability, run: Ability, cancel: Ability, downloadProblems: Ability }),
  })
  .meta({ id: 'AccountImport' })
export type AccountImport = z.infer<typeof AccountImport>

export const StartImport = z
  .strictObject({
    fileName: z
      .string()
      .trim()
      .min(1, 'Give the file’s name.')
      .max(200, 'Keep the file’s name to 200 characters.')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
      .refine((name) => name.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(name), 'Give the file a plainer name.'),
    bytes: z
      .int()
      .min(1, 'The file is empty. Choose one with a header and at least one row.')
      .max(importLimits.bytes, 'A file may have 40 MB. Split it, and give each part the header.'),
    /** Of the whole file, in hexadecimal. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'Send the SHA-256 of the file as 64 hexadecimal digits in lower case.'),
  })
  .meta({ id: 'StartImport' })

export const ImportPart = z
  .strictObject({
    /** From 0. A part that has arrived may be sent again; one beyond the next is refused with the next. */
    position: z.int().min(0).max(importLimits.bytes),
    base64: z.base64('Send the bytes as base64.').min(4).max(1_398_104, 'A part may have 1 MiB.'),
  })
  .meta({ id: 'ImportPart' })

export const MapImport = z.strictObject({ columns: ImportMapping }).meta({ id: 'MapImport' })

/** A row as it is understood with a mapping. */
export const UnderstoodRow = z
  .object({
    name: z.string(),
    /** Hosts, the main one first. */
    domains: z.array(z.string()),
    country: z.string().nullable(),
    city: z.string().nullable(),
    taxId: z.string().nullable(),
    designation: Designation.nullable(),
    parentName: z.string().nullable(),
    parentExternalId: z.string().nullable(),
    aliases: z.array(z.string()),
    externalId: z.string().nullable(),
    source: z.string().nullable(),
  })
  .meta({ id: 'UnderstoodRow' })
export type UnderstoodRow = z.infer<typeof UnderstoodRow>

export const ImportPreview = z
  .object({
    /** The first rows of the file. */
    rows: z.array(
      z.object({
        /** As spreadsheets count: the header is row 1. */
        number: z.int(),
        cells: z.array(z.string()),
        understood: UnderstoodRow,
        problems: z.array(RowProblem),
        /** What the import would do with it now. Rows of one company in the file become one account all the same. */
        would: z.enum(['make', 'link', 'ask', 'refuse']),
        account: z.object({ id, name: z.string() }).nullable(),
      }),
    ),
    /** Over all rows of the file, most frequent first. Which account a row means is asked when it runs. */
    problems: z.array(z.object({ kind: RowProblemKind, rows: z.int() })),
    valid: z.int(),
    refused: z.int(),
  })
  .meta({ id: 'ImportPreview' })
export type ImportPreview = z.infer<typeof ImportPreview>

export const importRowStatuses = {
  waiting: 'Waits for you',
  refused: 'Not imported',
  imported: 'New account',
  linked: 'Known account',
  repeated: 'Same company as an earlier row',
} as const
export const ImportRowStatus = z.enum(
  Object.keys(importRowStatuses) as [keyof typeof importRowStatuses, ...(keyof typeof importRowStatuses)[]],
)
export type ImportRowStatus = z.infer<typeof ImportRowStatus>

export const ImportRow = z
  .object({
    number: z.int(),
    /** As in the file; kept only for rows with a problem. */
    cells: z.array(z.string()),
    status: ImportRowStatus,
    problems: z.array(RowProblem),
    /** The account that it became or was linked to. */
    account: z.object({ id, name: z.string() }).nullable(),
    /** For a row that waits: the accounts that it may be, the likeliest first. */
    candidates: z.array(
      z.object({
        accountId: id,
        name: z.string(),
        domain: z.string().nullable(),
        country: z.string().nullable(),
        city: z.string().nullable(),
        taxId: z.string().nullable(),
        designation: Designation,
        /** Chance that it is the same company, 0 to 1000. */
        chancePermille: z.int(),
        reasons: z.array(z.string()),
      }),
    ),
    resolvedByName: z.string().nullable(),
    can: z.object({ resolve: Ability }),
  })
  .meta({ id: 'ImportRow' })
export type ImportRow = z.infer<typeof ImportRow>

/** Which account a row means: a known one, or a new one of its own (null). */
export const ResolveRow = z.strictObject({ accountId: id.nullable() }).meta({ id: 'ResolveRow' })
