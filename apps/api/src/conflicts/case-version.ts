import { AppError } from '../app-error.ts'
import type { CaseRow } from './case-rows.ts'

/** Throws 412 when something happened in the case since it was read. */
export function assertVersion({ version }: CaseRow, ifMatch: number): void {
  if (version !== ifMatch)
    throw new AppError('stale', 'Something happened in this case since you loaded it. Load it again, then repeat.')
}
