import type { AccountImport, ImportRowStatus } from '@parley/contract/imports'

export type Progress = AccountImport['progress']

const number = (count: number) => count.toLocaleString('en')

/** "1 row", "9,412 rows". */
export const counted = (count: number, one: string, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`

/** "812 KB", "3.4 MB": as file managers say it. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return counted(bytes, 'byte')
  const kilobytes = bytes / 1024
  if (kilobytes < 1000) return `${number(Math.ceil(kilobytes))} KB`
  return `${(kilobytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} MB`
}

/** "about 2 minutes left"; nothing while that can't be told. */
export function timeLeft(seconds: number | null): string | null {
  if (seconds === null) return null
  if (seconds < 10) return 'a few seconds left'
  if (seconds < 90) return `about ${Math.ceil(seconds / 10) * 10} seconds left`
  return `about ${Math.ceil(seconds / 60)} minutes left`
}

type Outcome = { status: ImportRowStatus; count: number; title: string; words: string }

/** What became of the rows so far. */
export function outcomes(progress: Progress): Outcome[] {
  const { waiting, refused, imported, linked, repeated } = progress
  return [
    { status: 'imported', count: imported, title: 'New accounts', words: 'new' },
    { status: 'linked', count: linked, title: 'Known already', words: 'known already' },
    { status: 'repeated', count: repeated, title: 'Repeated in the file', words: 'repeated' },
    { status: 'waiting', count: waiting, title: 'Need you', words: waiting === 1 ? 'needs you' : 'need you' },
    { status: 'refused', count: refused, title: 'Not imported', words: 'not imported' },
  ]
}

/** "9,412 new, 503 known already, 61 need you, 24 not imported". What there is none of goes unsaid. */
export const outcomeLine = (progress: Progress): string =>
  outcomes(progress)
    .filter(({ count }) => count > 0)
    .map(({ count, words }) => `${number(count)} ${words}`)
    .join(', ')

/** What came of an import, in a sentence: the title of its last step. */
export function resultWords({
  state,
  repeats,
  progress,
}: Pick<AccountImport, 'state' | 'repeats' | 'progress'>): string {
  if (repeats) return 'Nothing changed'
  if (state === 'cancelled' && progress.done === 0) return 'Stopped before anything came in'
  const { imported, linked, waiting, refused } = progress
  const news = imported === 0 ? 'No new account' : counted(imported, 'new account')
  const known = linked === 0 ? '' : `, ${number(linked)} known already`
  const rest = [
    waiting > 0 && `${number(waiting)} ${waiting === 1 ? 'needs' : 'need'} you`,
    refused > 0 && `${number(refused)} not imported`,
  ]
  return [`${news}${known}`, ...rest.filter((each) => each !== false)].join(', ')
}

/** A chance of 0 to 1000 that two are the same company, as people say it. */
export function chanceWords(permille: number): string {
  if (permille >= 900) return 'Almost certainly the same'
  if (permille >= 600) return 'Probably the same'
  return permille >= 250 ? 'Perhaps the same' : 'Hardly the same'
}
