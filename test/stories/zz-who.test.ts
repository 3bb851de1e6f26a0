import { findDuplicates } from '@parley/api/accounts/duplicates/find-duplicates'
import { accounts } from '@parley/contract/routes/accounts'
import { it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { fillScreens } from '../browser/support/busy-program.ts'
import { world } from '../support/world.ts'
it('x', async () => {
  const w = await world()
  await fillScreens(w)
  await w.has.account({ name: 'Fernhill Clinics', domain: 'fernhill.example', city: 'Denver' })
  await w.has.account({ name: 'Fernhill Clinics Group Inc.', domain: 'fernhill-clinics.example', city: 'Denver' })
  await w.has.account({ name: 'Tamarack Paper', domain: 'tamarack.example' })
  await w.has.account({ name: 'Tamarack Paper Mills LLC', domain: null })
  const m = w.as('manager')
  for (const body of [
    { name: 'Fernhill Clinics', domain: 'fernhill.example', country: 'US' }, { name: 'Fernhill Clinics Group', domain: 'fernhill-clinics.example', country: 'US' }, { name: 'Fernhill Clinic', country: 'US' }, { name: 'Tamarack Paper', country: 'US' }, { name: 'Tamarack Papers', country: 'US' },{ name: 'Tamarack Paper Co', country: 'CA' }, { name: 'Large Works', country: 'GB'}, {name:'Bay Mill', country:'US'}, { name: 'Orchard Foods Trading', country: 'US' }, { name: 'Orchard Foods', country: 'CA' }, {name:'Orchard', country:'US'},
  ]) {
    const a = await m.does(accounts.lookUpAccount, { body })
    console.log(body.name, body.country, a.answer, a.candidates.map((c) => `${c.account.name} ${c.chancePermille}/${c.relatedPermille}`).join(' | '), '//', a.related.map((c) => c.account.name).join())
  }
  console.log(await findDuplicates(w.env))
  const d = await m.does(accounts.listDuplicates, { query: { limit: 50 } })
  console.log(d.items.map((i) => `${i.one.name} ~ ${i.other.name} ${i.chancePermille} ${i.registrationId}`).join('\n'))
  const r = await w.as('alder').registers(aDeal({ account: { name: 'Tamarack Paper' } }))
  console.log(r.decision.outcome, r.summary.status, JSON.stringify((await m.inspects(r.summary.id)).matchedAccount))
}, 120000)
