import type { Ability } from '@parley/contract/ability'
import type { Role } from '@parley/contract/session'
import { type Person, viewerRoles } from '@parley/contract/team'
import { able, allOf, roleAbility, unable } from '../abilities.ts'
import type { Actor, Ctx } from '../context.ts'
import { ownOnly } from '../transaction.ts'
import { appointAbility } from './appoint.ts'

export type PersonRow = {
  id: string
  name: string
  email: string
  role: Role
  disabledAt: Date | null
  secondFactor: boolean
  partnerId: string | null
  partnerName: string | null
  /** How many others with the same role can come in, at the same partner or at the vendor. */
  others: number
}

export const personRows = `SELECT u.id, u.name, u.email, u.role, u."disabledAt", u."twoFactorEnabled" AS "secondFactor", u."partnerId", p.name AS "partnerName",
  (SELECT count(*) FROM auth."user" o WHERE o.role = u.role AND o."partnerId" IS NOT DISTINCT FROM u."partnerId"
     AND o."disabledAt" IS NULL AND o.id <> u.id) AS others
  FROM auth."user" u LEFT JOIN partner p ON p.id = u."partnerId"`

/** Undefined for whom this reader may not know: a partner knows its own people. */
export async function readPerson(ctx: Ctx, id: string): Promise<Person | undefined> {
  const asked = `${personRows} WHERE u.id = $1 AND ${ownOnly('u."partnerId"', 2)}`
  const [row] = await ctx.tx.query<PersonRow>(asked, [id, ctx.tx.partnerId])
  return row && personView(ctx, row)
}

export function personView({ actor }: Ctx, row: PersonRow): Person {
  const { id, name, email, role } = row
  const may = allOf(appointAbility(actor, role), notOneself(actor, row))
  const stays = allOf(may, notTheLast(row))
  return {
    ...{ id, name, email, role },
    partner: row.partnerId ? { id: row.partnerId, name: row.partnerName! } : null,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    secondFactor: row.secondFactor,
    you: id === actor.userId,
    can: {
      changeRole: allOf(stays, row.disabledAt ? unable(`${name} is shut out. Let them in again first.`) : able),
      disable: row.disabledAt ? unable(`${name} is shut out already.`) : stays,
      enable: row.disabledAt ? may : unable(`${name} can come in already.`),
      endSecondFactor: row.secondFactor ? may : unable(`${name} has no second factor.`),
      viewAs: viewAbility(actor, row),
    },
  }
}

const notOneself = (actor: Actor, { id }: PersonRow): Ability =>
  id === actor.userId ? unable('You can’t do this to yourself. Ask somebody else who may.') : able

function notTheLast({ name, role, others, disabledAt, partnerName }: PersonRow): Ability {
  if (others > 0 || disabledAt) return able
  if (role === 'partnerAdmin')
    return unable(`${name} is the last admin of ${partnerName}. Make somebody else an admin first.`)
  if (role === 'operator') return unable(`${name} is the last operator. Make somebody else an operator first.`)
  return able
}

function viewAbility(actor: Actor, { name, partnerId, disabledAt }: PersonRow): Ability {
  if (actor.audience !== 'staff' || !partnerId) return unable('Only the vendor’s people look as a partner’s person.')
  return allOf(
    roleAbility(actor, viewerRoles, 'look as a partner’s person'),
    disabledAt ? unable(`${name} is shut out.`) : able,
  )
}
