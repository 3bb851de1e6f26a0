import type { EvidenceList } from '@parley/contract/evidence'
import { unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import { readRegistration } from '../registrations/registration-rows.ts'
import { canAttach } from './attach-evidence.ts'
import { readEvidence, toEvidence } from './evidence-view.ts'

/** What was shown for a registration, oldest first. */
export async function listEvidence(ctx: Ctx, registrationId: string): Promise<EvidenceList> {
  await readRegistration(ctx.tx, registrationId)
  const known = await readEvidence(ctx, 'registration_id', registrationId)
  const attach = ctx.actor.audience === 'partner' ? canAttach(known) : unable('The partner attaches what it shows.')
  return { items: known.map(toEvidence), can: { attach } }
}
