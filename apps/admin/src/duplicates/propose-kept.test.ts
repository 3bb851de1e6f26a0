import { describe, expect, it } from 'vitest'
import { proposeKept } from './propose-kept.ts'

type Pair = Parameters<typeof proposeKept>[0]
const record = (id: string, more: object = {}) =>
  ({
    summary: { id },
    protections: [],
    registrations: 0,
    createdAt: '2026-01-05T15:00:00.000Z',
    ...more,
  }) as unknown as Pair['one']
const older = { createdAt: '2025-01-05T15:00:00.000Z' }

describe('the record that is proposed to stay', () => {
  it('is the one where protections run, however young', () => {
    const kept = proposeKept({ one: record('old', older), other: record('protected', { protections: [{}] }) })
    expect(kept).toEqual({ id: 'protected', why: expect.stringContaining('protections') })
  })
  it('else the one with more registrations', () => {
    expect(proposeKept({ one: record('used', { registrations: 2 }), other: record('old', older) }).id).toBe('used')
  })
  it('else the older one', () => {
    expect(proposeKept({ one: record('young'), other: record('old', older) }).id).toBe('old')
  })
})
