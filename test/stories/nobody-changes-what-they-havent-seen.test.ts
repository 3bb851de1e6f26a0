import { partnerClaims } from '@parley/contract/routes/deals'
import { staffDuties } from '@parley/contract/routes/duties'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { savedViews } from '@parley/contract/routes/saved-views'
import { vendorWebhooks } from '@parley/contract/routes/webhooks'
import { expect, it } from 'vitest'
import { addressOf, doorsOf, requestOf } from '../isolation/knock.ts'
import { arrange, withKnown } from '../isolation/stage.ts'
import { conflictsIn } from '../support/conflicts.ts'
import { aDeal } from '../support/factories.ts'
import { Importer } from '../support/imports.ts'
import { letters } from '../support/letters.ts'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'

const w = await world()
const { known } = await arrange(w)
Object.assign(known, await aLetter(), await ofTheVendor())
/** Where one word of a path means another kind of record. */
const others = {
  conflicts: await aCase(),
  'staff/webhooks': await itsWebhook(),
  'duties/people': { people: await aChannelManager() },
  'duties/partners': { partners: partners.alder.id },
  'staff/imports': { imports: (await new Importer(w).uploads('Company\nHalyard Chandlers')).id },
  'claims/{id}/declining': { claims: await aClaimOnNoDeal() },
}
/** None of the records was ever changed so often. */
const unseen = '"999"'
const editable = doorsOf(w.app, w.env).filter(({ route }) => route?.etag === 'needs')
const everybody = (['alder', 'alderAdmin', 'manager', 'sales', 'editor', 'finance', 'operator'] as const).map((name) =>
  w.as(name),
)

/** A case that was decided, and an appeal that waits for its answer. */
async function aCase() {
  const c = conflictsIn(w)
  const { ids, caseId } = await c.meet('Linnet Dental Group', 'alder', 'brightwater')
  const lead = c.claimNamed(await c.opens(caseId), 'Alder')
  await c.awards(caseId, await c.anotherManager('Nils Ortega'), { leadClaimId: lead.id })
  await c.appeals('brightwater', ids[1]!)
  const appeal = c.claimNamed(await c.opens(caseId), 'Brightwater').appeal!
  return { conflicts: caseId, claims: lead.id, appeals: appeal.id }
}

/** A letter that names another than whoever leads, who is told of it. */
async function aLetter() {
  const l = letters(w)
  await w.as('alder').registers(aDeal({ account: { name: 'Oxbow Printing Works' } }))
  const { id } = await l.brings('brightwater', 'Oxbow Printing Works')
  const [notice] = await l.isTold('alder')
  return { letters: id, designations: (await l.reads(id)).designations[0]!.id, 'lead-notices': notice!.id }
}

/** A question that waits for the lead's consent, and a view of a list. */
async function ofTheVendor() {
  const asked = await w.as('sales').does(staffEngagements.ask, {
    body: { company: 'Oxbow Printing Works', verb: 'redirect', productFamily: 'backup', note: 'Backup next year.' },
  })
  const body = { list: 'accounts' as const, name: 'Of mine', filters: {} }
  const view = await w.as('manager').does(savedViews.save, { body })
  return { engagements: asked.id, 'saved-views': view.id }
}

async function itsWebhook() {
  const body = {
    url: 'https://receiver.example.com/vendor',
    description: '',
    topics: ['registration.decided' as const],
  }
  return { webhooks: (await w.as('operator').does(vendorWebhooks.create, { body })).endpoint.id }
}

async function aChannelManager() {
  const { people } = await w.as('manager').does(staffDuties.whoAnswers, {})
  return people[0]!.id
}

/** What a partner claims where another leads. */
async function aClaimOnNoDeal() {
  const deal = aDeal({ account: { name: 'Petrel Software House' } })
  await w.as('brightwater').registers(deal)
  const { summary } = await w.as('alder').registers(deal)
  const body = { registrationId: summary.id, role: 'influenced' as const, note: 'We showed it.' }
  return (await w.as('alder').does(partnerClaims.make, { body })).id
}

it.each(editable.map((door) => [door.name, door] as const))(
  '%s is refused to whoever saw another version of the record',
  async (_, door) => {
    const other = Object.entries(others).find(([part]) => `${door.path}/`.includes(`/${part}/`))?.[1]
    const address = addressOf(door, { ...known, ...other })
    const answers = []
    for (const who of everybody) {
      const { headers, ...init } = requestOf(door, withKnown(known))
      answers.push(await who.fetches(address, { ...init, headers: { ...(headers as object), 'if-match': unseen } }))
    }
    expect(answers.filter(({ status }) => status < 400)).toEqual([])
    expect(answers.map(({ json }) => (json as { code: string }).code)).toContain('stale')
  },
)
