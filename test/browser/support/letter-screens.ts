import { partnerAttestations } from '@parley/contract/routes/attestations'
import { aDeal } from '../../support/factories.ts'
import { letters } from '../../support/letters.ts'
import type { World } from '../../support/open-world.ts'
import { type Api, at, first, type Screen } from './screen.ts'

/** Alder has a letter in effect, one that waits for the vendor, a customer that names somebody else, and a link. */
export async function fillLetters(w: World): Promise<void> {
  const l = letters(w)
  const alder = w.as('alder')
  const { summary } = await alder.registers(aDeal({ account: { name: 'Larkspur Observatory Instruments' } }))
  const other = await l.brings('brightwater', 'Larkspur Observatory Instruments')
  await l.checks(other.id)
  await w.has.account({ name: 'Wrensfield Bookbinders' })
  const own = await l.brings('alder', 'Wrensfield Bookbinders', { productFamilies: ['backup', 'analytics'] })
  await l.checks(own.id)
  await l.brings('alder', 'Nobody Knows This Company At All')
  const body = { registrationId: summary.id, productFamilies: ['backup'], days: 30 }
  await alder.does(partnerAttestations.make, { body })
}

const seller = { who: 'seller' } as const
const manager = { who: 'manager' } as const
const inEffect = (api: Api) => first(api, '/staff/letters?show=inEffect')
const accountInEffect = async (api: Api) => {
  const { account } = await api(`/staff/letters/${await inEffect(api)}`)
  return String((account as { id: string }).id)
}

export const partnerLetterScreens: Screen[] = [
  { ...seller, name: 'customers', route: '/customers', path: '/customers' },
  { ...seller, name: 'bringing a letter', route: '/letters/new', path: '/letters/new' },
  {
    ...seller,
    name: 'a letter, partner',
    route: '/letters/$id',
    path: at(
      (api) => first(api, '/partner/letters'),
      (id) => `/letters/${id}`,
    ),
  },
  {
    ...seller,
    name: 'told of a letter',
    route: '/told/$id',
    path: at(
      (api) => first(api, '/partner/lead-notices?show=open'),
      (id) => `/told/${id}`,
    ),
  },
  {
    ...seller,
    name: 'making a link',
    route: '/links/new',
    path: async (api) =>
      `/links/new?registrationId=${(await api('/partner/leads')).items.find((each) => each.registrationId)!.registrationId}`,
  },
  {
    ...seller,
    name: 'a link, partner',
    route: '/links/$id',
    path: at(
      (api) => first(api, '/partner/attestations'),
      (id) => `/links/${id}`,
    ),
  },
  {
    ...seller,
    name: 'the public page, yes',
    route: null,
    path: async (api) => new URL(String((await api('/partner/attestations')).items[0]!.link)).pathname,
  },
  { name: 'the public page, no', route: null, who: 'stranger', path: '/represents/nonsense' },
]

export const consoleLetterScreens: Screen[] = [
  { ...manager, name: 'letters', route: '/letters', path: '/letters' },
  { ...manager, name: 'entering a letter', route: '/letters/new', path: '/letters/new' },
  {
    ...manager,
    name: 'a letter, to check',
    route: '/letters/$id',
    path: at(
      (api) => first(api, '/staff/letters?show=toDo'),
      (id) => `/letters/${id}`,
    ),
  },
  {
    ...manager,
    name: 'a letter, waiting',
    route: '/letters/$id',
    path: at(
      (api) => first(api, '/staff/letters?show=waiting'),
      (id) => `/letters/${id}`,
    ),
  },
  {
    ...manager,
    name: 'who represents us',
    route: '/accounts/$id/represents',
    path: at(accountInEffect, (id) => `/accounts/${id}/represents`),
  },
  {
    ...manager,
    name: 'a link, console',
    route: '/links/$id',
    path: at(
      (api) => first(api, '/staff/attestations'),
      (id) => `/links/${id}`,
    ),
  },
  { name: 'attestation keys', route: '/letters/keys', who: 'operator', path: '/letters/keys' },
]
