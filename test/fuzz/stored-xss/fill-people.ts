import { apiKeys } from '@parley/contract/routes/api-keys'
import { invitations, team, users } from '@parley/contract/routes/team'
import { viewAs } from '@parley/contract/routes/view-as'
import { newPassword, tokenOf } from '../../support/invited.ts'
import type { World } from '../../support/open-world.ts'
import { partners, people } from '../../support/program.ts'
import type { HostileTexts } from './hostile-texts.ts'

/** Fewer than anybody may have that work. */
const keysThatStay = 40

/** People who are invited, people who came, keys and views, each with a payload in every text. */
export async function fillPeople(w: World, texts: HostileTexts): Promise<void> {
  const admin = w.as('alderAdmin')
  const operator = w.as('operator')
  const { items } = await operator.does(users.list, { query: { q: people.alder.email } })
  const userId = items[0]!.id
  for (const { n } of texts.payloads) {
    await texts.sends(admin, team.invite, [n], {
      body: (say) => ({ name: say('/name'), email: `colleague-${n}@alder.example`, role: 'partnerSeller' as const }),
    })
    const { link } = await texts.sends(operator, users.invite, [n], {
      body: (say) => ({
        name: say('/name'),
        email: `person-${n}@alder.example`,
        role: 'partnerSeller' as const,
        partnerId: partners.alder.id,
      }),
    })
    await texts.sends(w.stranger(), invitations.accept, [n], {
      body: (say) => ({ token: tokenOf(link), name: say('/name'), password: newPassword }),
    })
    for (const [who, create, revoke] of [
      [admin, apiKeys.createOwn, apiKeys.revokeOwn],
      [operator, apiKeys.create, apiKeys.revoke],
    ] as const) {
      const { id } = await texts.sends(who, create, [n], {
        body: (say) => ({ name: say('/name'), scope: 'read' as const, days: 30 }),
      })
      if (n > keysThatStay) await who.does(revoke, { params: { id } })
    }
    const view = await texts.sends(operator, viewAs.start, [n], { body: (say) => ({ userId, reason: say('/reason') }) })
    await operator.does(viewAs.end, { params: { id: view.id } })
  }
}

/** Partners, the vendor and product families are named by other systems: those names are no better. */
export async function fillNames(w: World, texts: HostileTexts): Promise<void> {
  const partner = texts.elsewhere('a partner’s name')
  const numbers = texts.payloads.map(({ n }) => n)
  const third = Math.ceil(numbers.length / 3)
  for (const [at, name] of (['brightwater', 'corvane', 'delmar'] as const).entries()) {
    const some = numbers.slice(at * third, (at + 1) * third).map(partner)
    await w.sql('UPDATE parley.partner SET name = $2 WHERE id = $1', [partners[name].id, some.join(' ')])
  }
}
