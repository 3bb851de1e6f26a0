import { expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

it('what no form asks for is the vendor’s to find out: the partner gets an answer and owes none', async () => {
  const { summary } = await w.as('editor').policies.submits((document, cases) => {
    const wording = { partner: 'It is free soon.', possible: 'Ask us.', staff: 'Free soon.' }
    const conditions = { all: [{ fact: 'account.protectedUntil', operator: 'lessThan', value: '2030-01-01' }] }
    document.parameters = {}
    document.conditions = {}
    document.rules = [
      {
        ...{ id: 'free-soon', title: 'Free soon', why: 'It is near.', source: 'Clause 1', audience: 'published' },
        ...{ priority: 100, wording, conditions, event: { type: 'approve', params: { protectionDays: 30 } } },
      },
    ]
    document.otherwise = { wording, event: { type: 'reject', params: {} } }
    const until = (day: string) => ({ 'account.protectedUntil': day })
    cases.cases = [
      { name: 'Near', facts: until('2029-12-31'), expect: { outcome: 'approve', because: ['free-soon'] } },
      { name: 'Far', facts: until('2030-01-01'), expect: { outcome: 'reject', because: ['otherwise'] } },
    ]
  })
  await w.as('approver').policies.approves(summary.version)
  await w.as('approver').policies.activates(summary.version)
  const waiting = await w.as('alder').registers(aDeal())
  expect(waiting).toBeDecided('informationNeeded')
  expect(waiting).toMatchObject({ summary: { status: 'inReview' }, informationRequests: [] })
  expect(waiting.can.answer.ok).toBe(false)
  const approved = {
    outcome: 'approve' as const,
    protectionDays: 30,
    wording: 'The deal is yours.',
    reason: 'I looked.....',
  }
  expect((await w.as('manager').overrides(waiting.summary.id, approved)).summary.status).toBe('approved')
})
