import { openedLink } from '@parley/api/email/sealed-link'
import { invitations } from '@parley/contract/routes/team'
import type { World } from './open-world.ts'
import type { Person } from './program.ts'

export const newPassword = 'seven quiet herons by the weir'

export const tokenOf = (link: string | null) => new URL(link!).hash.slice(1)

/** The link of the latest invitation that was mailed to this address. */
export async function mailedLink(w: Pick<World, 'sql' | 'env'>, address: string): Promise<string> {
  const link = (await mailedLinks(w, address, 'invitation')).at(-1)
  if (link === undefined) throw new Error(`No invitation was mailed to ${address}.`)
  return link
}

/** The links of this kind that wait to be mailed to this address, the latest last, as their reader will see them. */
export async function mailedLinks(
  w: Pick<World, 'sql' | 'env'>,
  address: string,
  kind: 'invitation' | 'passwordReset',
): Promise<string[]> {
  const mails = await w.sql<{ id: string; link: string }>(
    'SELECT id, link_url AS link FROM parley.email WHERE address = $1 AND kind = $2 ORDER BY seq',
    [address, kind],
  )
  return mails.map(({ id, link }) => openedLink(w.env, link, id))
}

/** Accepts with a name and a password; ends in somebody who can sign in. */
export async function accept(w: World, link: string | null, person: Person) {
  await w.stranger().does(invitations.accept, {
    body: { token: tokenOf(link), name: person.name, password: newPassword },
  })
  return w.person(person, newPassword)
}
