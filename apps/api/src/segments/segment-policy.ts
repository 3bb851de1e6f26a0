import { settingsOf } from '@parley/rules/cases'
import { segment as point } from '@parley/rules/points/segment/point'
import type { Policy } from '@parley/rules/policy'

export type SegmentSettings = {
  minimumCompanies: number
  activeDays: number
  countEveryDays: number
  contestedFromPartners: number
  sometimesFromBps: number
  oftenFromBps: number
}

/** The numbers that people argue over, as a version of the policy has them. */
export function segmentSettings(policy: Policy): SegmentSettings {
  const settings = settingsOf(point, policy)
  const of = (name: keyof typeof point.settings) => Number(settings[name])
  return {
    minimumCompanies: of('minimumCompanies'),
    activeDays: of('activeDays'),
    countEveryDays: of('countEveryDays'),
    contestedFromPartners: of('contestedFromPartners'),
    sometimesFromBps: of('sometimesFrom'),
    oftenFromBps: of('oftenFrom'),
  }
}
