import type { Ctx } from '../context.ts'
import { assertVersion } from './designation-abilities.ts'
import { designationsOf, type LeadRow, type LetterRow, leadsOf } from './letter-rows.ts'

/**
 * The version of a letter as the staff reads it: with what became of the notices to the present leads, which stand beside it. The partner that
 * the letter names reads the letter's own, which doesn't change by what a lead does.
 */
export const staffVersion = ({ version }: Pick<LetterRow, 'version'>, leads: readonly LeadRow[]): number =>
  leads.reduce((sum, { noticeVersion }) => sum + noticeVersion - 1, version)

/** Throws 412 when somebody was here since the staff's record was read; the letter is locked. */
export async function assertStaffVersion({ tx }: Ctx, letter: LetterRow, ifMatch: number): Promise<void> {
  const designations = await designationsOf(tx, [letter.id])
  const leads = await leadsOf(
    tx,
    designations.map(({ id }) => id),
  )
  assertVersion({ version: staffVersion(letter, leads) }, ifMatch)
}
