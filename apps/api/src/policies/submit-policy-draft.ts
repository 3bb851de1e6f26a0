import type { PolicyVersion } from '@parley/contract/policies'
import { parseJson } from '@parley/rules/json'
import { AppError } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { checkAside } from './check-policy.ts'
import { type CheckedTexts, whyNotSubmittable } from './check-texts.ts'
import { contentHash, sameContent } from './content-hash.ts'
import { pointOf, policySubject } from './decision-point.ts'
import { withVersion } from './document-version.ts'
import { assertAble, mayEdit } from './policy-abilities.ts'
import { lockPoint, readVersionInForce } from './policy-facts.ts'
import { assertSeen, requireDraft } from './read-policy-draft.ts'
import { readPolicyVersion } from './read-policy-version.ts'

/**
 * Makes a draft the point's next version, which never changes again and waits for somebody else's approval. Throws
 * refused, with the findings, when the draft has mistakes, contradicts itself, has failing cases or rules that no case decides.
 */
export async function submitPolicyDraft(
  ctx: Ctx,
  input: { id: string; note: string; ifMatch: number },
): Promise<PolicyVersion> {
  const draft = await requireDraft(ctx, input.id, true)
  assertAble(mayEdit(ctx.actor, draft))
  assertSeen(input.ifMatch, draft.version)
  const point = pointOf(draft.point)
  await lockPoint(ctx.tx, point.id)
  const inForce = await readVersionInForce(ctx.tx, point.id, ctx.now)
  const checked = await checkAside(ctx, point.id, draft, inForce.version)
  const reason = whyNotSubmittable(checked)
  if (reason !== null) throw new AppError('refused', reason, problemsOf(checked))
  const current = { document: JSON.parse(inForce.document_text), cases: JSON.parse(inForce.cases_text) }
  if (sameContent({ document: checked.document, cases: checked.caseFile }, current))
    throw new AppError('refused', `Nothing differs from version ${inForce.version}, which is in force.`)

  const [newest] = await ctx.tx.query<{ version: number }>(
    'SELECT max(version) AS version FROM parley.policy_version WHERE point = $1',
    [point.id],
  )
  const version = newest!.version + 1
  const document = withoutMark(withVersion(draft.document, version))
  await ctx.tx.query(
    `INSERT INTO parley.policy_version
       (point, version, document, cases, content_hash, based_on, note, author_id, author_name, submitted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      point.id,
      version,
      document,
      withoutMark(draft.cases),
      contentHash(parseJson(document).value, checked.caseFile),
      draft.based_on,
      input.note,
      ctx.actor.userId,
      ctx.actor.name,
      ctx.now,
    ],
  )
  await ctx.tx.query('DELETE FROM parley.policy_draft WHERE id = $1', [draft.id])
  await recordEvent(ctx, { action: 'policy.submitted', subject: policySubject(point.id), details: { version } })
  return readPolicyVersion(ctx, { point: point.id, version })
}

/** Editors on Windows put a byte order mark first, which PostgreSQL takes for no JSON. */
const withoutMark = (text: string) => text.replace(/^\ufeff/, '')

/** Pointers into the submitted texts: `/document/rules/3/…` and `/cases/cases/7`. */
function problemsOf(checked: CheckedTexts): { pointer: string; detail: string; mend?: string }[] {
  const errors = checked.findings.filter((finding) => finding.severity === 'error')
  const failing = (['cases', 'together'] as const).flatMap((list) =>
    checked[list].flatMap(({ name, pass, expected, actual }, index) =>
      pass
        ? []
        : [{ pointer: `/cases/${list}/${index}`, detail: `${name}: expected ${expected}, came out as ${actual}.` }],
    ),
  )
  return [
    ...errors.map((finding) => ({
      pointer: `/${finding.in}${finding.pointer}`,
      detail: inWords(finding),
      ...(finding.mend === undefined ? {} : { mend: finding.mend }),
    })),
    ...failing,
    ...checked.uncovered.map((rule) => ({ pointer: '/cases/cases', detail: `No case is decided by ${rule}.` })),
  ].slice(0, 50)
}

/** Facts of a witness that are told with a problem: those that matter stand first. */
const factsTold = 8

function inWords({ message, at, witness = [] }: CheckedTexts['findings'][number]): string {
  const where = at ? ` (line ${at.line}, column ${at.column})` : ''
  const example = witness.slice(0, factsTold).join('; ')
  return `${message}${where}${example === '' ? '' : ` For example: ${example}.`}`
}
