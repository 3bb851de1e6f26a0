import { describe, expect, it } from 'vitest'
import { accountForPrograms } from '../../packages/rules/command-line/account-for-programs.ts'

const { programs, faults } = await accountForPrograms()
const cases = programs.flatMap((program) => program.cases)

describe('the real programs', () => {
  it('have 87 worked cases, seven of them with a gap that the published text leaves', () => {
    expect(programs).toHaveLength(10)
    expect(new Set(cases.map(({ id }) => id)).size).toBe(87)
    expect(cases.filter(({ basis }) => basis.includes('G')).map(({ id }) => id)).toEqual(
      'P01-06 P01-21 P07-02 P13-05 P13-06 P14-04 P25-08'.split(' '),
    )
  })

  it('are written in policies that are sound, and carry no id that is none', () => {
    expect(faults).toEqual([])
  })
})

describe.each(programs)('$program $name', ({ cases }) => {
  it.each(cases)('$id: $title', ({ problems }) => {
    expect(problems).toEqual([])
  })
})
