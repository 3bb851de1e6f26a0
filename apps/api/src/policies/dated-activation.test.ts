import { describe, expect, it } from 'vitest'
import '../../../../test/support/matchers.ts'
import { shorterDescriptions } from '../../../../test/support/policy-edits.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const inForce = async () => (await w.as('approver').policies.books()).items[0]!.inForce.version
const approved = async () => {
  const { summary } = await w.as('editor').policies.submits(shorterDescriptions)
  await w.as('approver').policies.approves(summary.version)
  return summary.version
}

describe('a version that was dated, and then put in force earlier', () => {
  it('doesn’t come back on its date after it was rolled back', async () => {
    const version = await approved()
    expect((await w.as('approver').policies.activates(version, '2027-02-01T00:00:00.000Z')).summary.status).toBe(
      'scheduled',
    )
    expect((await w.as('approver').policies.activates(version)).summary.status).toBe('active')
    await w.as('otherApprover').policies.rollsBackTo(1, 'Too many registrations went through.')
    expect((await w.as('editor').policies.version(version)).summary.status).toBe('superseded')
    expect((await w.as('alder').readsRules()).next).toBeNull()
    w.travelTo('2027-02-02')
    expect(await inForce()).toBe(1)
  })

  it('comes in force once, on the earlier of two dates', async () => {
    const version = await approved()
    await w.as('approver').policies.activates(version, '2027-03-01T00:00:00.000Z')
    const moved = await w.as('approver').policies.activates(version, '2027-02-10T00:00:00.000Z')
    expect(moved.summary).toMatchObject({ status: 'scheduled', activeFrom: '2027-02-10T00:00:00.000Z' })
    w.travelTo('2027-02-11')
    expect(await inForce()).toBe(version)
    await w.as('approver').policies.rollsBackTo(1, 'Back to what we know.')
    w.travelTo('2027-03-02')
    expect(await inForce()).toBe(1)
  })
})

describe('a date that was called off', () => {
  it('doesn’t bring back the later date that it had replaced', async () => {
    w.travelTo('2027-03-02T16:00:00.000Z')
    const version = await approved()
    await w.as('approver').policies.activates(version, '2027-03-02T18:00:00.000Z')
    await w.as('approver').policies.activates(version, '2027-03-02T17:00:00.000Z')
    const calledOff = await w.as('approver').policies.cancels(version, 'Not on a Tuesday.')
    expect(calledOff.summary).toMatchObject({ status: 'approved', activeFrom: null })
    w.travelTo('2027-03-02T19:00:00.000Z')
    expect(await inForce()).toBe(1)
  })

  it('is kept for ever, and the database calls off nothing that has come', async () => {
    await expect(w.sql(`UPDATE parley.policy_cancellation SET reason = 'Another.'`)).rejects.toThrow(/append-only/)
    await expect(w.sql('DELETE FROM parley.policy_cancellation')).rejects.toThrow(/append-only/)
    await expect(
      w.sql(
        `INSERT INTO parley.policy_cancellation (activation, reason, cancelled_by_id, cancelled_by_name, cancelled_at)
         SELECT max(seq), 'Too late.', 'x', 'Somebody', $1 FROM parley.policy_activation a
         WHERE NOT EXISTS (SELECT FROM parley.policy_cancellation c WHERE c.activation = a.seq)`,
        [w.now()],
      ),
    ).rejects.toThrow(/a start that has come is not cancelled/)
  })
})

describe('an author who has become an approver', () => {
  it('neither puts the own version in force nor goes back to it', async () => {
    const version = await approved()
    await w.as('approver').policies.activates(version)
    await w.as('approver').policies.rollsBackTo(1, 'Back to what we know.')
    await w.sql(`UPDATE auth."user" SET role = 'policyApprover' WHERE email = $1`, [w.as('editor').person!.email])
    w.travelTo('2027-03-03')
    await expect(w.as('editor').policies.rollsBackTo(version, 'I liked it better.')).toBeRefused(
      'notAllowed',
      /You wrote/,
    )
    await expect(
      w.sql(
        `INSERT INTO parley.policy_activation (point, version, active_from, activated_by_id, activated_by_name, activated_at)
         SELECT point, version, now(), author_id, author_name, now() FROM parley.policy_version WHERE version = $1`,
        [version],
      ),
    ).rejects.toThrow(/author of a policy version does not put it in force/)
    await w.sql(`UPDATE auth."user" SET role = 'policyEditor' WHERE email = $1`, [w.as('editor').person!.email])
  })
})

describe('a text that begins with a byte order mark', () => {
  it('is submitted like any other', async () => {
    w.travelTo('2027-03-04')
    const draft = await w.as('otherEditor').policies.startsDraft()
    const { title } = JSON.parse(draft.document) as { title: string }
    const changed = `\ufeff${draft.document.replace(title, `${title}, in short`)}`
    const saved = await w.as('otherEditor').policies.saves(draft, { document: changed, cases: `\ufeff${draft.cases}` })
    expect((await w.as('otherEditor').policies.submitsDraft(saved)).summary.status).toBe('submitted')
  })
})

describe('a draft in which nothing differs', () => {
  it('isn’t submitted: there would be nothing to review', async () => {
    await expect(w.as('editor').policies.submits(() => {}, 'clawback')).toBeRefused(
      'refused',
      /^Nothing differs from version 1, which is in force\.$/,
    )
  })
})
