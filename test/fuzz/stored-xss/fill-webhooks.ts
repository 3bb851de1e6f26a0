import { parseAllowedHosts } from '@parley/api/webhooks/allowed-hosts'
import { partnerWebhooks, vendorWebhooks } from '@parley/contract/routes/webhooks'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

const topics = ['registration.decided' as const]
/** An owner may have ten. */
const most = 6

/** Webhooks of a partner and of the vendor: more descriptions and addresses than there can be webhooks, so some come and go. */
export async function fillWebhooks(w: World, texts: HostileTexts): Promise<void> {
  w.env.network = { ...w.env.network, allowed: parseAllowedHosts('127.0.0.1') }
  for (const [who, routes, turn] of [
    [w.as('alderAdmin'), partnerWebhooks, 0],
    [w.as('operator'), vendorWebhooks, 9],
  ] as const) {
    const groups = texts.groups(`${routes.create.id} /description`)
    const turned = [...groups.slice(turn), ...groups.slice(0, turn)]
    const site = (at: number) => (text: string) =>
      `https://hooks-${at}.example.com/${at}?q=${text.replaceAll(/[\s\\#]/g, '+')}`
    const stay: { id: string; version: number }[] = []
    for (const [at, group] of turned.entries()) {
      const { endpoint } = await texts.sends(who, routes.create, group, {
        body: (say) => ({ url: say('/url', site(at)), description: say('/description'), topics }),
      })
      stay.push(endpoint)
      if (stay.length > most) await who.does(routes.remove, { params: { id: stay.shift()!.id } })
    }
    const half = stay.slice(-most / 2)
    for (const [at, group] of turned.entries()) {
      const place = at % half.length
      const { id, version } = half[place]!
      half[place] = await texts.sends(who, routes.change, group, {
        params: { id },
        ifMatch: version,
        body: (say) => ({
          url: say('/url', site(at + 100)),
          description: say('/description'),
          topics,
          status: 'active' as const,
        }),
      })
    }
  }
}
