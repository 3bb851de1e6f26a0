import {
  type AccountImport,
  type ImportMapping,
  type ImportTarget,
  importTargets,
  severalColumns,
} from '@parley/contract/imports'

/** What each meaning is for, in a sentence. */
export const meanings: Record<ImportTarget, string> = {
  name: 'The company’s name. The one meaning that every file needs.',
  domain: 'An address of its website, or an e-mail address of somebody there. Says best who it is.',
  country: 'As a name or a code: Germany, DE, DEU. Tells apart companies of one name.',
  city: 'Where it is. Tells apart companies of one name in one country.',
  taxId: 'Its VAT or tax number. Compared by letters and digits.',
  designation: 'Open, named or house. Rows that say nothing become open accounts.',
  parentName: 'The company that it belongs to, by name: one of this file, or one that Parley knows.',
  parentExternalId: 'The company that it belongs to, by the id in your system.',
  aliases: 'Names that it is also known by; several are divided by a semicolon or a bar.',
  externalId: 'Its id in your system, or in Parley. Rows of the same id are always the same account.',
  source: 'Where the row is from, for the record.',
}

/**
 * The mapping with another meaning for one column. A meaning that one column alone may have is taken from the column that
 * had it; `left` is that column, which is left out now.
 */
export function withMeaning(
  mapping: ImportMapping,
  column: number,
  target: ImportTarget | null,
): { mapping: ImportMapping; left: number | null } {
  const had = target === null || severalColumns.includes(target) ? -1 : mapping.indexOf(target)
  const left = had === -1 || had === column ? null : had
  const next = mapping.map((each, at) => (at === column ? target : at === left ? null : each))
  return { mapping: next, left }
}

/** Names of the columns that no meaning is given to. */
export const leftOut = (file: NonNullable<AccountImport['file']>, mapping: ImportMapping): string[] =>
  file.columns.filter((_, at) => mapping[at] === null).map(({ name }) => name)

/** What a row's cells say by their meaning, in the order of the meanings; empty ones go unsaid. */
export function valuesOf(
  mapping: ImportMapping,
  cells: readonly string[],
): { target: ImportTarget; values: string[] }[] {
  return (Object.keys(importTargets) as ImportTarget[])
    .map((target) => ({
      target,
      values: cells.filter((cell, at) => mapping[at] === target && cell.trim() !== ''),
    }))
    .filter(({ values }) => values.length > 0)
}
