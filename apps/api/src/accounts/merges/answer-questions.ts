import type { Ctx } from '../../context.ts'
import { keptOf } from '../account-view.ts'
import type { Moved } from './moved.ts'

/** A registration that stood at one of the two, and may have been for the other, is for the kept one. Its decision stays. */
export async function answerQuestions(
  ctx: Ctx,
  keptId: string,
  absorbedId: string,
  because: string,
): Promise<Moved['questions']> {
  const { tx, actor, now } = ctx
  const open = await tx.query<Moved['questions'][number] & { candidates: string[] }>(
    `SELECT q.registration_id AS "registrationId", r.account_match AS match, r.account_match_reason AS reason,
       ARRAY(SELECT c->>'accountId' FROM jsonb_array_elements(q.candidates) c) AS candidates
     FROM account_question q JOIN registration r ON r.id = q.registration_id
     WHERE q.settled_at IS NULL AND r.account_id = $1 ORDER BY q.registration_id`,
    [keptId],
  )
  const keptBy = await keptOf(
    ctx,
    open.flatMap(({ candidates }) => candidates),
  )
  const isOneOfThem = (id: string) => [keptId, absorbedId].includes(keptBy.get(id) ?? id)
  const questions = open
    .filter(({ candidates }) => candidates.some(isOneOfThem))
    .map(({ registrationId, match, reason }) => ({ registrationId, match, reason }))
  const ids = questions.map(({ registrationId }) => registrationId)
  await tx.query(
    `UPDATE account_question SET settled_account_id = $2, settled_by_name = $3, settled_at = $4 WHERE registration_id = ANY($1)`,
    [ids, keptId, actor.name, now],
  )
  await tx.query(`UPDATE registration SET account_match = 'certain', account_match_reason = $2 WHERE id = ANY($1)`, [
    ids,
    `Chosen by ${actor.name}: ${because}`,
  ])
  return questions
}
