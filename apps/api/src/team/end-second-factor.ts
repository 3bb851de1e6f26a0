import type { Person } from '@parley/contract/team'
import { assertAble } from '../abilities.ts'
import { notFound } from '../app-error.ts'
import { recordEvent } from '../audit/record-event.ts'
import type { Ctx } from '../context.ts'
import { queueEmail } from '../email/queue-email.ts'
import { voidSignIns } from '../session/end-sessions.ts'
import { removeSecondFactor } from '../session/own-second-factor.ts'
import { assertMayAppoint } from './appoint.ts'
import { readPerson } from './person-view.ts'

/** For somebody who lost the phone and the recovery codes: the password alone lets them in, until they set up another. */
export async function endSecondFactorOf(ctx: Ctx, id: string): Promise<Person> {
  const person = await readPerson(ctx, id)
  if (!person) throw notFound('person')
  assertMayAppoint(ctx.actor, person.role)
  assertAble(person.can.endSecondFactor)
  await removeSecondFactor(ctx, id)
  const { ended: sessionsEnded } = await voidSignIns(ctx, id)
  await recordEvent(ctx, {
    action: 'secondFactor.disabled',
    subject: { kind: 'user', id, name: person.name },
    partnerId: person.partner?.id ?? null,
    details: { sessionsEnded },
  })
  await queueEmail(ctx, {
    to: person.email,
    subject: 'Your second factor was taken off',
    lines: [
      `Hello ${person.name},`,
      `${ctx.actor.name} took the second factor off your Parley account, and ended your sessions. Sign in with your password, and set up another under “Your account”.`,
      'If you didn’t ask for it, tell whoever administers your account.',
    ],
    kind: 'secondFactor',
    once: `second-factor-${ctx.newId()}`,
  })
  return (await readPerson(ctx, id))!
}
