import type { Ctx } from '../context.ts'
import { readAppeals, readAwards, readJudges } from './award-rows.ts'
import type { Standing } from './case-abilities.ts'
import { type CaseRow, readClaims } from './case-rows.ts'

/** A case with its claims, awards and appeals. */
export async function readStanding(ctx: Ctx, row: CaseRow): Promise<Standing> {
  const claims = await readClaims(ctx, row)
  return {
    row,
    claims,
    awards: await readAwards(ctx, row.id),
    appeals: await readAppeals(
      ctx,
      claims.map(({ id }) => id),
    ),
    judges: await readJudges(ctx, row.id),
  }
}
