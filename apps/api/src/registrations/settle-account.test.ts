import { accounts } from '@parley/contract/routes/accounts'
import { audit } from '@parley/contract/routes/audit'
import { staff } from '@parley/contract/routes/staff'
import { describe, expect, it } from 'vitest'
import { untrueNames } from '../../../../test/support/account-contents.ts'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const manager = w.as('manager')
const because = 'The customer’s invoice says so.'
const settles = async (id: string, accountId: string | null) =>
  manager.does(staff.settleAccount, {
    params: { id },
    body: { accountId, reason: because },
    ifMatch: (await manager.inspects(id)).version,
  })

/** Ways of typing a company of which the matcher, as it is today, may not be sure. */
const waysOfTyping = (name: string, label: string) => {
  const domains = [`${label}-group.de`, `${label}.de`, `the${label}.net`, `unlike-${label.slice(0, 3)}.com`, undefined]
  const names = [`${name} GmbH`, name.replace(/(.)(?= )/, ''), `${name} Nord`, name.split(' ')[0]!]
  const typed = names.flatMap((each) =>
    domains.flatMap((domain) => ['DE', 'US'].map((country) => ({ name: each, country, domain }))),
  )
  return typed.map(({ domain, ...more }) => (domain ? { ...more, domain } : more))
}

/** A registration that the matcher can't place for certain: between the known company and a new one. */
const unsure = async (name: string, who: 'alder' | 'brightwater' = 'alder') => {
  const label = name.split(' ')[0]!.toLowerCase()
  const known = await w.has.account({ name, country: 'US', domain: `${label}.com` })
  for (const typed of waysOfTyping(name, label)) {
    const { answer } = await manager.does(accounts.lookUpAccount, {
      body: { ...typed, email: 'dana.whitfield@example.com' },
    })
    if (answer !== 'aPersonDecides') continue
    const { summary } = await w.as(who).registers(aDeal({ account: typed }))
    return { known, typed, id: summary.id, seen: await manager.inspects(summary.id) }
  }
  throw new Error(`The matcher is sure of every way of typing ${name}.`)
}

describe('a registration whose account isn’t certain', () => {
  it('waits for a person, with the candidates, and says so in the queue', async () => {
    const { seen, known, id } = await unsure('Ravenswood Instruments')
    expect(seen.matchedAccount).toMatchObject({ match: 'likely', question: { settled: null } })
    expect(seen.matchedAccount.question!.candidates[0]).toMatchObject({
      accountId: known,
      name: 'Ravenswood Instruments',
    })
    expect(seen.can.settleAccount).toEqual({ ok: true })
    const { items } = await manager.does(staff.queue, {})
    const item = items.find(({ registration }) => registration.id === id)!
    expect(item.why).toBe('Which account is it? Ravenswood Instruments or a new one?')
    const duplicates = await manager.does(accounts.listDuplicates, { query: { accountId: known } })
    expect(duplicates.items).toMatchObject([{ registrationId: id }])
  })

  it('tells records of one name apart in the queue, and doesn’t offer its own', async () => {
    const { seen, id } = await unsure('Hollowell Foundry')
    const twin = await w.has.account({ name: 'HOLLOWELL FOUNDRY', country: 'CA', domain: 'hollowell.ca' })
    await w.sql(
      `UPDATE parley.account_question SET candidates = candidates || jsonb_build_array(candidates->0 || jsonb_build_object('accountId', $2::text),
         candidates->0 || jsonb_build_object('accountId', $3::text)) WHERE registration_id = $1`,
      [id, twin, seen.matchedAccount.id],
    )
    const { items } = await manager.does(staff.queue, {})
    expect(items.find(({ registration }) => registration.id === id)!.why).toBe(
      'Which account is it? Hollowell Foundry (hollowell.com) or HOLLOWELL FOUNDRY (hollowell.ca) or a new one?',
    )
    const same = await w.has.account({ name: 'HOLLOWELL FOUNDRY', country: 'CA', domain: 'hollowell.ca' })
    await w.sql(
      `UPDATE parley.account_question SET candidates = (SELECT jsonb_agg(candidates->0 || jsonb_build_object('accountId', each))
         FROM unnest($2::text[]) each) WHERE registration_id = $1`,
      [id, [twin, same]],
    )
    const again = (await manager.does(staff.queue, {})).items.find(({ registration }) => registration.id === id)!
    expect(again.why).toBe('Which account is it? HOLLOWELL FOUNDRY (2 records) or a new one?')
  })

  it('is for a known account when a person says so, and is decided again at once', async () => {
    const { id, known, typed, seen } = await unsure('Thornbury Castings')
    const settled = await settles(id, known)
    expect(settled.matchedAccount).toMatchObject({
      id: known,
      match: 'certain',
      matchReason: `Chosen by Mina Castell: ${because}`,
      question: { settled: { byName: 'Mina Castell' } },
    })
    expect(settled).toBeDecided('approve')
    const account = await manager.does(accounts.getAccount, { params: { id: seen.matchedAccount.id } })
    expect(account).toMatchObject({
      askedAs: { name: typed.name },
      aliases: [{ name: typed.name, kind: 'typed', source: settled.summary.reference }],
    })
    expect(settled.can.settleAccount.ok).toBe(false)
    const { items } = await w.as('operator').does(audit.events, { query: { kind: 'registration', limit: 1 } })
    expect(items).toMatchObject([
      {
        words: 'said which account a registration is for',
        details: [
          { title: 'Account', value: 'Thornbury Castings' },
          { title: 'Reason', value: because },
        ],
      },
    ])
    // What was typed is known from now on.
    const again = await w.as('alder').registers(aDeal({ account: typed, productFamily: 'analytics' }))
    expect((await manager.inspects(again.summary.id)).matchedAccount).toMatchObject({ id: known, match: 'certain' })
    expect(await untrueNames(w)).toEqual([])
  })

  it('is for a new account when a person says so, and the two are never proposed again', async () => {
    const { id, known, seen } = await unsure('Winterbourne Glass')
    const settled = await settles(id, null)
    expect(settled).toBeDecided('approve')
    expect(settled.matchedAccount).toMatchObject({ id: seen.matchedAccount.id, match: 'new' })
    expect((await manager.does(accounts.listDuplicates, { query: { accountId: known } })).items).toEqual([])
    const pair = await manager.does(accounts.comparePair, { params: { one: known, other: seen.matchedAccount.id } })
    expect(pair).toMatchObject({
      saidDifferent: { reason: because, byName: 'Mina Castell' },
      can: { merge: { ok: false } },
    })
  })

  it('meets who leads the account, and isn’t approved then', async () => {
    const { id, known } = await unsure('Holloway Turbines', 'brightwater')
    const lead = await w
      .as('alder')
      .registers(aDeal({ account: { name: 'Holloway Turbines', domain: 'holloway.com' } }))
    expect(lead).toBeDecided('approve')
    const settled = await settles(id, known)
    expect(settled).toBeDecided('reject')
    expect(await w.as('alder').opens(lead.summary.id)).toMatchObject({ summary: { status: 'approved' } })
    expect(settled.competing).toMatchObject([{ partnerName: 'Alder Ridge Systems' }])
  })

  it('keeps what a person granted, and a conflict is opened', async () => {
    const { id, known } = await unsure('Kingfisher Dynamos', 'brightwater')
    const decide = {
      wording: 'We checked it and it is yours.',
      reason: 'Their evidence is good.',
      outcome: 'approve' as const,
      protectionDays: 60,
    }
    await manager.overrides(id, decide)
    await w.as('alder').registers(aDeal({ account: { name: 'Kingfisher Dynamos', domain: 'kingfisher.com' } }))
    const settled = await settles(id, known)
    expect(settled.summary).toMatchObject({ status: 'approved', protection: { endedBecause: null } })
    const { conflicts, summary } = await manager.does(accounts.getAccount, { params: { id: known } })
    expect(summary.leads).toHaveLength(2)
    expect(conflicts).toMatchObject([{ closedAt: null, interests: [{ protected: true }, { protected: true }] }])
  })

  it('is asked again when the merge is undone', async () => {
    const { id, known } = await unsure('Larkspur Foundry')
    await settles(id, known)
    const { merges } = await manager.does(accounts.getAccount, { params: { id: known } })
    await manager.does(accounts.undoMerge, { params: { id: merges[0]!.id }, body: { reason: 'It was the other one.' } })
    expect((await manager.inspects(id)).matchedAccount).toMatchObject({ match: 'likely', question: { settled: null } })
  })

  it('is settled by a channel manager, with one of the candidates', async () => {
    const { id } = await unsure('Nightingale Pumps')
    const other = await w.has.account({ name: 'Somebody Else Altogether' })
    await expect(settles(id, other)).toBeRefused('refused', /one of the accounts that it may be/)
    const body = { accountId: null, reason: because }
    for (const who of ['sales', 'operator'] as const)
      await expect(w.as(who).does(staff.settleAccount, { params: { id }, body, ifMatch: 1 })).toBeRefused('notAllowed')
    const sure = await w.as('alder').registers(aDeal({ account: { name: 'Somebody Else Altogether' } }))
    await expect(settles(sure.summary.id, null)).toBeRefused('conflict', /It is known/)
  })
})
