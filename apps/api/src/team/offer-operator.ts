import type { AuditDetailName } from '@parley/contract/audit-details'
import { SettingError } from '@parley/db/settings'
import type { Ask } from '../audit/ask.ts'
import { drawId, drawSecret, systemActor } from '../context.ts'
import { holdOperatorLinks, keepOperatorLink } from './first-operator.ts'
import { linkOf } from './invite-person.ts'

/**
 * The way back in when nobody who could let others in is left: a link for one more operator, good for a day and once, made by whoever has
 * the database's owner. Every other way in stays as it is, and the audit log says that this one was made. Throws SettingError.
 */
export async function offerOperator(ask: Ask, publicUrl: string, now: Date): Promise<string> {
  const [there] = await ask<{ invites: boolean }>(`SELECT to_regclass('parley.invitation') IS NOT NULL AS invites`)
  if (!there!.invites)
    throw new SettingError('There is no Parley in this database yet: start it, and it prints a link.')
  await ask('BEGIN')
  try {
    const { userId, name, role } = systemActor
    await holdOperatorLinks(ask)
    const [id, token] = [drawId(), drawSecret()]
    const expiresAt = await keepOperatorLink(ask, { id, token, by: 'Whoever runs Parley', now })
    const details: { [Name in AuditDetailName]?: string } = { endsAt: expiresAt.toISOString() }
    await ask(
      `SELECT parley.record_event($1, 'operator.linkMade', 'invitation', $2, NULL, NULL, $3, $4, $5, $6, NULL, NULL, NULL, $7)`,
      [drawId(), id, JSON.stringify(details), userId, name, role, now],
    )
    await ask('COMMIT')
    return linkOf(publicUrl, token)
  } catch (error) {
    await ask('ROLLBACK').catch(() => {})
    throw error
  }
}
