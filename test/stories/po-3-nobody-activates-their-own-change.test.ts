import { describe, expect, it } from 'vitest'
import { shorterDescriptions } from '../support/policy-edits.ts'
import { world } from '../support/world.ts'

const w = await world()
const { policies: editor } = w.as('editor')
const { policies: approver } = w.as('approver')

describe('PO-3: one person can’t change the rules for their friend', () => {
  it('an editor’s change waits for somebody else, and its author can neither approve nor activate it', async () => {
    const submitted = await editor.submits(shorterDescriptions)
    expect(submitted.summary).toMatchObject({ version: 2, status: 'submitted', authorName: 'Edda Kranz' })
    expect(submitted.can.approve).toEqual({ ok: false, reason: 'You wrote version 2, so somebody else approves it.' })
    await expect(editor.approves(2)).toBeRefused('notAllowed', /You wrote version 2/)
    await expect(editor.activates(2)).toBeRefused('notAllowed', /You wrote version 2/)
  })

  it('another editor can’t approve it either: approving is an approver’s task', async () => {
    await expect(w.as('otherEditor').policies.approves(2)).toBeRefused('notAllowed', /Policy approvers/)
    await expect(w.as('manager').policies.approves(2)).toBeRefused('notAllowed', /Policy approvers/)
  })

  it('an author who becomes an approver still can’t approve the own change', async () => {
    await w.sql(`UPDATE auth."user" SET role = 'policyApprover' WHERE email = $1`, [w.as('editor').person!.email])
    w.travelDays(1) // the memo of who is who ends after a minute
    await expect(editor.approves(2)).toBeRefused('notAllowed', /You wrote version 2/)
    await expect(editor.activates(2)).toBeRefused('notAllowed', /You wrote version 2/)
    await w.sql(`UPDATE auth."user" SET role = 'policyEditor' WHERE email = $1`, [w.as('editor').person!.email])
    w.travelDays(1)
  })

  it('the database refuses the same, whatever the code above it does', async () => {
    const [version] = await w.sql<{ author_id: string; content_hash: string }>(
      `SELECT author_id, content_hash FROM parley.policy_version WHERE point = 'registration' AND version = 2`,
    )
    const review = w.sql(
      `INSERT INTO parley.policy_review (point, version, verdict, content_hash, reviewer_id, reviewer_name, reviewed_at)
       VALUES ('registration', 2, 'approved', $1, $2, 'Somebody', now())`,
      [version!.content_hash, version!.author_id],
    )
    await expect(review).rejects.toThrow('the author of a policy version does not review it')
    const activation = w.sql(
      `INSERT INTO parley.policy_activation (point, version, active_from, activated_by_id, activated_by_name, activated_at)
       VALUES ('registration', 2, now(), 'x', 'Somebody', now())`,
    )
    await expect(activation).rejects.toThrow('a policy version is approved before it comes in force')
  })

  it('the database isn’t deceived by temporary tables of whoever asks, called as its own', async () => {
    const asApp = await w.env.pool.connect()
    const activation = `INSERT INTO parley.policy_activation (point, version, active_from, activated_by_id, activated_by_name, activated_at)
       VALUES ('registration', 2, now(), 'x', 'Somebody', now())`
    try {
      await asApp.query('BEGIN')
      await asApp.query(`SELECT set_config('parley.audience', 'staff', true)`)
      await asApp.query(`CREATE TEMP TABLE policy_review ON COMMIT DROP AS
        SELECT point, version, content_hash, 'approved' AS verdict FROM parley.policy_version`)
      await expect(asApp.query(activation)).rejects.toThrow('a policy version is approved before it comes in force')
    } finally {
      await asApp.query('ROLLBACK')
      asApp.release()
    }
  })

  it('every function that says where it looks for tables looks at temporary ones last', async () => {
    const deceived = await w.sql(
      `SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace, unnest(p.proconfig) setting
       WHERE n.nspname IN ('parley', 'auth') AND setting LIKE 'search_path=%' AND setting NOT LIKE '%pg_temp'`,
    )
    expect(deceived).toEqual([])
  })

  it('nothing comes in force before it is approved', async () => {
    await expect(approver.activates(2)).toBeRefused('conflict', /waits for approval/)
    await expect(approver.rollsBackTo(2, 'It was never in force.')).toBeRefused('conflict', /never in force/)
    expect((await editor.books()).items[0]!.inForce.version).toBe(1)
  })

  it('a second person approves it, and it comes in force at the date that they give', async () => {
    expect((await approver.approves(2)).summary).toMatchObject({ status: 'approved', reviewedByName: 'April Osei' })
    await expect(approver.approves(2)).toBeRefused('conflict', /April Osei has approved version 2 already/)
    await expect(approver.activates(2, '2026-11-03T00:00:00Z')).toBeRefused('refused', /passed/)
    const dated = await approver.activates(2, '2026-12-01T06:00:00Z')
    expect(dated.summary).toMatchObject({ status: 'scheduled', activeFrom: '2026-12-01T06:00:00.000Z' })
    expect((await w.as('alder').readsRules()).next).toEqual({ version: 2, activeFrom: '2026-12-01T06:00:00.000Z' })

    w.travelTo('2026-12-01T05:59:59.000Z')
    expect((await w.as('alder').readsRules()).version).toBe(1)
    w.travelTo('2026-12-01T06:00:00.000Z')
    expect((await w.as('alder').readsRules()).version).toBe(2)
    expect((await approver.version(2)).summary.status).toBe('active')
    expect((await approver.version(1)).summary.status).toBe('superseded')
  })

  it('it can be undone, with a reason, and the record keeps both', async () => {
    w.travelDays(3)
    await expect(editor.rollsBackTo(1, 'I changed my mind about it.')).toBeRefused('notAllowed', /Policy approvers/)
    const back = await approver.rollsBackTo(1, 'Partners wrote nothing useful any more.')
    expect(back.summary).toMatchObject({ status: 'active', version: 1, activatedByName: 'April Osei' })
    expect((await approver.version(2)).summary.status).toBe('superseded')
    const kept = await w.sql(
      `SELECT version, rollback, reason FROM parley.policy_activation WHERE point = 'registration' ORDER BY seq`,
    )
    expect(kept).toEqual([
      { version: 1, rollback: false, reason: null },
      { version: 2, rollback: false, reason: null },
      { version: 1, rollback: true, reason: 'Partners wrote nothing useful any more.' },
    ])
  })

  it('a date can be called off before it comes, with a reason; the version stays approved and can be dated again', async () => {
    const { version } = (await editor.submits(shorterDescriptions)).summary
    const reason = 'Two partners asked for time to plan.'
    await approver.approves(version)
    await expect(approver.cancels(version, reason)).toBeRefused('conflict', /no date that is still to come/)
    const dated = await approver.activates(version, '2027-01-10T06:00:00.000Z')
    expect(dated.can.cancel).toEqual({ ok: true })
    expect((await w.as('alder').readsRules()).next).toMatchObject({ version })

    await expect(editor.cancels(version, reason)).toBeRefused('notAllowed', /Policy approvers call a date off/)
    await expect(approver.cancels(version, 'No.')).toBeRefused('refused')
    const calledOff = await w.as('otherApprover').policies.cancels(version, reason)
    expect(calledOff.summary).toMatchObject({
      status: 'approved',
      activeFrom: null,
      cancellations: [{ activeFrom: '2027-01-10T06:00:00.000Z', reason, cancelledByName: 'Arno Weiss' }],
    })
    expect(calledOff.can.cancel).toMatchObject({ ok: false })
    expect((await w.as('alder').readsRules()).next).toBeNull()
    w.travelTo('2027-01-11')
    expect((await w.as('alder').readsRules()).version).toBe(1)

    await approver.activates(version, '2027-01-20T06:00:00.000Z')
    w.travelTo('2027-01-20T06:00:00.000Z')
    expect((await w.as('alder').readsRules()).version).toBe(version)
    await expect(approver.cancels(version, reason)).toBeRefused('conflict', /is in force/)
    const listed = (await editor.history()).items.find((each) => each.version === version)
    expect(listed).toMatchObject({ status: 'active', cancellations: [{ reason }] })
    await approver.rollsBackTo(1, 'Back to what partners know.')
  })

  it('a declined change goes back to its author with the note', async () => {
    const third = await editor.submits(shorterDescriptions)
    const declined = await w.as('otherApprover').policies.declines(third.summary.version, 'Ask two partners before.')
    expect(declined.summary).toMatchObject({ status: 'declined', reviewNote: 'Ask two partners before.' })
    const [draft] = (await editor.books()).items[0]!.drafts
    expect(draft).toMatchObject({ authorName: 'Edda Kranz', basedOn: third.summary.version })
    await expect(approver.activates(third.summary.version)).toBeRefused('conflict', /declined/)
  })
})
