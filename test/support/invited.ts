import { invitations } from '@parley/contract/routes/team'
import type { World } from './open-world.ts'
import type { Person } from './program.ts'

export const newPassword = 'seven quiet herons by the weir'

export const tokenOf = (link: string | null) => new URL(link!).hash.slice(1)

/** The link of the latest invitation that was mailed to this address. */
export async function mailedLink(w: Pick<World, 'sql'>, address: string): Promise<string> {
  const [mail] = await w.sql<{ link_url: string }>(
    `SELECT link_url FROM parley.email WHERE address = $1 AND kind = 'invitation' ORDER BY seq DESC LIMIT 1`,
    [address],
  )
  if (!mail) throw new Error(`No invitation was mailed to ${address}.`)
  return mail.link_url
}

/** Accepts with a name and a password; ends in somebody who can sign in. */
export async function accept(w: World, link: string | null, person: Person) {
  await w.stranger().does(invitations.accept, {
    body: { token: tokenOf(link), name: person.name, password: newPassword },
  })
  return w.person(person, newPassword)
}
