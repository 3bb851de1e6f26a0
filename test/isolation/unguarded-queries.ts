import type { Env } from '@parley/api/context'
import { apiKeys } from '@parley/contract/routes/api-keys'
import { partnerAttestations } from '@parley/contract/routes/attestations'
import { partnerClaims } from '@parley/contract/routes/deals'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { notifications } from '@parley/contract/routes/notifications'
import { partner } from '@parley/contract/routes/partner'
import { partnerRenewals } from '@parley/contract/routes/renewals'
import { partnerStatements } from '@parley/contract/routes/statements'
import { team } from '@parley/contract/routes/team'
import { partnerWebhooks } from '@parley/contract/routes/webhooks'
import type { PoolClient } from 'pg'
import { aDeal } from '../support/factories.ts'
import type { World } from '../support/open-world.ts'

/** A query that the code sent, as it sent it. */
export type Heard = { text: string; values: unknown[] }

/** Every different query that Alder's people cause, by using all that partners can. */
export async function heardOf(w: World): Promise<Heard[]> {
  const heard = new Map<string, Heard>()
  const other = w.anotherInstance()
  other.env.pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const [config] = args as [string | { text: string; values?: unknown[] }]
      if (typeof config === 'object' && config.text)
        heard.set(config.text, { text: config.text, values: config.values ?? [] })
      return query(...args)
    }) as typeof client.query
  })
  const alder = other.as('alder')
  const { summary } = await alder.registers(aDeal({ account: { name: 'Hearing Aids of Ohio' } }))
  const draft = await alder.does(partner.createDraft, { body: { form: { accountName: 'Half' } } })
  await alder.does(partner.getDraft, { params: { id: draft.id } })
  await alder.does(partner.saveDraft, { params: { id: draft.id }, body: { form: {} }, ifMatch: 1 })
  await alder.lists({ q: 'e', status: 'approved,inReview', productFamily: 'backup' })
  for (const sort of ['newest', 'closing', 'ending', 'amount'] as const) await alder.lists({ sort })
  await alder.seesHome()
  await alder.opens(summary.id)
  await alder.logsActivity(summary.id, { kind: 'call', note: 'Called', happenedOn: '2026-11-02' })
  await alder.asksForExtension(summary.id, 'It goes on')
  await alder.does(partner.listDrafts, {})
  await alder.does(partnerEvidence.list, { params: { id: summary.id } })
  const asked = await alder.does(partnerEngagements.ask, {
    body: { company: 'Hearing Aids of Ohio', verb: 'quote', productFamily: 'backup' },
  })
  await alder.does(partnerEngagements.get, { params: { id: asked.id } })
  await alder.does(partnerEngagements.list, { query: {} })
  await alder.does(partnerRenewals.list, { query: {} })
  const file = { name: 'Letter.txt', base64: Buffer.from('They represent us.').toString('base64') }
  const said = { form: 'letterhead', signer: 'authorized', signerName: 'Ann', signedOn: '2026-11-02', file } as const
  const letter = await alder.does(partnerDesignations.bring, {
    body: { company: 'Hearing Aids of Ohio', productFamilies: ['analytics'], ...said },
  })
  await alder.does(partnerDesignations.get, { params: { id: letter.id } })
  await alder.does(partnerDesignations.list, { query: {} })
  await alder.does(partnerDesignations.notices, { query: { show: 'open' } })
  await alder.does(partnerAttestations.leads, {})
  const body = { registrationId: summary.id, productFamilies: ['backup'], days: 5 }
  const link = await alder.does(partnerAttestations.make, { body })
  await alder.does(partnerAttestations.list, { query: {} })
  await alder.does(partnerAttestations.revoke, { params: { id: link.id } })
  await alder.does(partnerEngagements.askHelp, { params: { id: summary.id }, body: { wish: 'An engineer' } })
  await alder.does(partnerClaims.make, { body: { registrationId: summary.id, role: 'sourced' } })
  for (const { id } of (await alder.does(partnerClaims.list, { query: {} })).items)
    await alder.does(partnerClaims.get, { params: { id } })
  await alder.does(partnerClaims.earnings, {})
  for (const { id } of (await alder.does(partnerStatements.list, { query: {} })).items) {
    await alder.does(partnerStatements.get, { params: { id } })
    await alder.does(partnerStatements.check, { params: { id } })
  }
  await alder.does(notifications.list, { query: {} })
  const admin = other.as('alderAdmin')
  await admin.does(team.get, {})
  await admin.does(apiKeys.listOwn, {})
  await admin.does(partnerWebhooks.list, {})
  return [...heard.values()]
}

/** Which columns say whose a row is, or which row: a query without a condition on them is for everybody's. */
const whose =
  /(?:\b\w+\.)?(?:"partnerId"|"userId"|\b(?:partner_id|user_id|id|registration_id|subject_id|decision_id))\s*=\s*(?:ANY\s*\(\s*(\$\d+)(?:::[\w[\]]+)?\s*\)|(\$\d+)(?:::\w+)?)/g

/** A reading query with its conditions on whose rows they are taken away; undefined for what reads none. */
export function withoutPredicates(text: string): string | undefined {
  if (!/^\s*SELECT\b/i.test(text) || /FOR UPDATE/.test(text)) return undefined
  return text.replaceAll(whose, (_, list?: string, one?: string) => `(${list ?? one}::text IS NULL OR true)`)
}

/** What `ownOnly` writes into a query. */
const ownOnly = /\(\$(\d+)::uuid IS NULL OR [\w."]+ = \$\1\)/g

/** From now on this process' queries don't say that they want a partner's own rows only. Ends in those that did say it. */
export function forgetsWhose(env: Env): Set<string> {
  const changed = new Set<string>()
  env.pool.on('connect', (client: PoolClient) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown
    client.query = ((...args: unknown[]) => {
      const [config, ...more] = args as [string | { text: string }]
      if (typeof config !== 'object' || !config.text) return query(...args)
      const text = config.text.replaceAll(ownOnly, '($$$1::uuid IS NULL OR true)')
      if (text !== config.text) changed.add(config.text)
      return query({ ...config, text }, ...more)
    }) as typeof client.query
  })
  return changed
}
