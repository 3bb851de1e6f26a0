import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { audit } from '@parley/contract/routes/audit'
import { invitations, users } from '@parley/contract/routes/team'
import { repositoryDir } from '@parley/db/settings'
import { expect, it } from 'vitest'
import { within } from '../../../../test/support/empty-database.ts'
import { newPassword, tokenOf } from '../../../../test/support/invited.ts'
import { world } from '../../../../test/support/world.ts'
import { askOf } from '../audit/ask.ts'
import { verifyRecords } from '../audit/verify-records.ts'
import { offerFirstOperator } from './first-operator.ts'
import { offerOperator } from './offer-operator.ts'

const w = await world()
const offer = () => within(w.ownerUrl, (client) => offerOperator(askOf(client), 'http://localhost', w.now()))
const accept = (link: string, email: string) =>
  w.stranger().sends(invitations.accept, {
    body: { token: tokenOf(link), name: 'Olga Second', password: newPassword, email },
  })

it('whoever runs the machine lets a new operator in where people are: once, within a day, by the latest link alone', async () => {
  const before = await offer()
  const link = await offer()
  expect((await accept(before, 'olga@northwind.example')).status).toBe(404)
  // A start meanwhile offers nothing, and takes nothing back.
  expect(await offerFirstOperator(w.env)).toBeNull()
  expect(await accept(link, 'olga@northwind.example')).toMatchObject({ status: 200, json: { app: 'console' } })
  expect((await accept(link, 'other@northwind.example')).status).toBe(404)
  const olga = w.person(
    { name: 'Olga Second', email: 'olga@northwind.example', role: 'operator', partner: null },
    newPassword,
  )
  expect((await olga.does(users.list, {})).items.length).toBeGreaterThan(1)
  const late = await offer()
  w.travelDays(1)
  expect((await accept(late, 'late@northwind.example')).status).toBe(404)
})

it('the audit log says that it was made at the machine, and the chain of records holds', async () => {
  await offer()
  const { items } = await w.as('operator').does(audit.events, { query: { limit: 1 } })
  expect(items[0]).toMatchObject({
    who: 'Parley',
    action: 'operator.linkMade',
    words: 'was asked at the machine for a new operator’s link',
    details: [expect.objectContaining({ title: 'Ends' })],
  })
  expect((await within(w.ownerUrl, (client) => verifyRecords(askOf(client), []))).findings).toEqual([])
})

it('the command prints it, with the address that browsers use', async () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repositoryDir, 'apps/api/src/team/operator-link.ts')],
    { env: { ...process.env, DATABASE_URL: w.ownerUrl, PARLEY_URL: 'https://deals.example.com' }, encoding: 'utf8' },
  )
  expect([status, stderr]).toEqual([0, ''])
  const [, token] = /https:\/\/deals\.example\.com\/invitation#([\w-]{43})/.exec(stdout)!
  const kept = await w.sql(
    "SELECT role, accepted_at FROM parley.invitation WHERE withdrawn_at IS NULL AND token_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')",
    [token],
  )
  expect(kept).toEqual([{ role: 'operator', accepted_at: null }])
})
