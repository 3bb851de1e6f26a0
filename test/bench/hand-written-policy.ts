/** The forty rules of `forty-rules.ts` without a policy: what deciding costs when the rules are code. */

import type { BenchFacts } from './hand-written-facts.ts'

const soonDays = 30
const codes = new Set(Array.from({ length: 40 }, (_, index) => `code-${index}`))

type Outcome = { type: string; params: Record<string, number> }
const review: Outcome = { type: 'review', params: {} }
const reject: Outcome = { type: 'reject', params: {} }
const approve = (days: number): Outcome => ({ type: 'approve', params: { days } })

const outcomes: Readonly<Record<string, Outcome>> = {
  'rule-0': reject,
  'rule-1': review,
  'rule-2': approve(84),
  'rule-3': approve(55),
  'rule-4': reject,
  'rule-5': approve(53),
  'rule-6': review,
  'rule-7': review,
  'rule-8': review,
  'rule-9': review,
  'rule-10': review,
  'rule-11': reject,
  'rule-12': review,
  'rule-13': review,
  'rule-14': reject,
  'rule-15': reject,
  'rule-16': review,
  'rule-17': reject,
  'rule-18': reject,
  'rule-19': review,
  'rule-20': review,
  'rule-21': reject,
  'rule-22': approve(88),
  'rule-23': approve(176),
  'rule-24': reject,
  'rule-25': approve(134),
  'rule-26': review,
  'rule-27': approve(127),
  'rule-28': reject,
  'rule-29': review,
  'rule-30': approve(134),
  'rule-31': reject,
  'rule-32': reject,
  'rule-33': reject,
  'rule-34': review,
  'rule-35': review,
  'rule-36': approve(52),
  'rule-37': reject,
  'rule-38': reject,
  'rule-39': approve(170),
}
const otherwise = review

export function decideByHand(facts: BenchFacts) {
  const fired: string[] = []
  if (facts['deal.count5'] >= 72 && (codes.has(facts['account.code0']) || facts['deal.flag0'] !== true))
    fired.push('rule-0')
  if (
    facts['account.endsOn0'] <= '2027-12-11' &&
    !(
      facts['partner.level1'] === 'high' ||
      facts['partner.level1'] === 'low' ||
      facts['account.labels0'].includes('code-19') ||
      facts['deal.count1'] !== 80
    )
  )
    fired.push('rule-1')
  if (
    facts['partner.level2'] !== 'low' &&
    (facts['deal.flag4'] === false ||
      facts['partner.level1'] === 'high' ||
      facts['partner.level1'] === 'none' ||
      facts['deal.amountMinor1'] !== 4965947 ||
      facts['partner.level4'] !== 'low' ||
      facts['partner.level3'] === 'high' ||
      facts['partner.level3'] === 'low' ||
      facts['partner.level3'] === 'middle')
  )
    fired.push('rule-2')
  if (
    facts['deal.count3'] === 36 &&
    (facts['partner.level4'] !== 'none' ||
      (facts['partner.level3'] === 'high' &&
        facts['account.endsOn0'] === '2027-08-23' &&
        !(facts['partner.level0'] === 'none' || facts['partner.level0'] === 'middle') &&
        facts['deal.count4'] !== 40))
  )
    fired.push('rule-3')
  if (
    facts['deal.amountMinor1'] !== 2327420 &&
    (facts['partner.level5'] === 'none' ||
      facts['partner.level1'] === 'high' ||
      facts['partner.level1'] === 'none' ||
      facts['partner.level1'] === 'middle' ||
      facts['deal.flag4'] === true ||
      facts['deal.count4'] === soonDays ||
      facts['account.labels0'].includes('code-58'))
  )
    fired.push('rule-4')
  if (
    facts['deal.count1'] > 75 &&
    (!codes.has(facts['account.code1']) ||
      facts['partner.level4'] === 'middle' ||
      facts['partner.level4'] === 'high' ||
      facts['deal.count4'] < 51)
  )
    fired.push('rule-5')
  if (facts['deal.flag3'] === true && (facts['deal.amountMinor2'] < 37990 || facts['deal.count2'] !== 3))
    fired.push('rule-6')
  if (
    facts['deal.flag1'] !== true &&
    (facts['partner.level3'] !== 'none' || facts['deal.count6'] > 61 || facts['deal.amountMinor1'] !== 571493)
  )
    fired.push('rule-7')
  if (
    facts['deal.count6'] !== soonDays &&
    (facts['deal.amountMinor0'] <= 2848979 ||
      (facts['deal.flag0'] === true && facts['deal.count1'] < 76 && facts['account.endsOn0'] <= '2027-02-05'))
  )
    fired.push('rule-8')
  if (
    facts['deal.flag3'] === true &&
    !(facts['deal.amountMinor0'] < 422465 || facts['deal.count5'] >= 71 || facts['deal.count4'] !== 67)
  )
    fired.push('rule-9')
  if (
    (facts['partner.level5'] === 'low' || facts['partner.level5'] === 'none' || facts['partner.level5'] === 'middle') &&
    (facts['account.endsOn0'] < '2027-01-17' ||
      !(facts['partner.level3'] === 'high' || facts['partner.level3'] === 'none') ||
      facts['deal.flag1'] === false ||
      !(facts['partner.level0'] === 'high' || facts['partner.level0'] === 'middle') ||
      facts['deal.count5'] < 86)
  )
    fired.push('rule-10')
  if (
    facts['partner.level3'] === 'middle' &&
    (facts['account.endsOn0'] !== '2027-08-08' ||
      (facts['partner.level1'] === 'low' && !facts['account.labels0'].includes('code-34')))
  )
    fired.push('rule-11')
  if (
    facts['deal.flag2'] === true &&
    (facts['partner.level0'] === 'middle' || facts['partner.level3'] === 'middle' || facts['deal.count6'] <= soonDays)
  )
    fired.push('rule-12')
  if (
    facts['deal.flag0'] !== false &&
    (facts['partner.level1'] === 'middle' ||
      facts['partner.level1'] === 'high' ||
      facts['partner.level1'] === 'none' ||
      facts['deal.count2'] < 28 ||
      !codes.has(facts['account.code1']))
  )
    fired.push('rule-13')
  if (
    facts['deal.count3'] > 18 &&
    (facts['deal.flag3'] === false ||
      codes.has(facts['account.code2']) ||
      facts['deal.count1'] >= soonDays ||
      facts['account.labels0'].includes('code-11') ||
      facts['deal.amountMinor2'] !== 3409419)
  )
    fired.push('rule-14')
  if (
    !(facts['partner.level1'] === 'none' || facts['partner.level1'] === 'low' || facts['partner.level1'] === 'high') &&
    (facts['deal.count2'] >= soonDays ||
      (facts['deal.count5'] <= 12 &&
        facts['deal.amountMinor2'] !== 2956514 &&
        facts['partner.level0'] === 'low' &&
        facts['deal.amountMinor1'] > 3372321))
  )
    fired.push('rule-15')
  if (
    facts['deal.count3'] <= 55 &&
    !(
      facts['deal.amountMinor2'] > 2765711 ||
      codes.has(facts['account.code0']) ||
      facts['deal.flag3'] !== false ||
      facts['partner.level4'] !== 'middle'
    )
  )
    fired.push('rule-16')
  if (
    facts['account.code0'] === 'code-48' &&
    (facts['deal.amountMinor0'] >= 2285532 ||
      ((facts['partner.level5'] === 'low' ||
        facts['partner.level5'] === 'high' ||
        facts['partner.level5'] === 'none') &&
        facts['deal.flag4'] !== true))
  )
    fired.push('rule-17')
  if (
    facts['deal.count0'] < 39 &&
    (facts['deal.count1'] <= 36 || (facts['deal.flag1'] === false && facts['deal.flag5'] !== true))
  )
    fired.push('rule-18')
  if (facts['account.code0'] === 'code-52' && (facts['account.code1'] !== 'code-17' || facts['deal.flag5'] === true))
    fired.push('rule-19')
  if (
    facts['deal.flag2'] !== true &&
    (codes.has(facts['account.code2']) ||
      (!(
        facts['partner.level0'] === 'none' ||
        facts['partner.level0'] === 'high' ||
        facts['partner.level0'] === 'low'
      ) &&
        facts['deal.flag4'] === false &&
        facts['deal.count1'] <= 19 &&
        facts['deal.count4'] <= 44))
  )
    fired.push('rule-20')
  if (
    facts['deal.flag3'] === true &&
    (facts['partner.level4'] === 'middle' ||
      facts['partner.level4'] === 'high' ||
      facts['partner.level4'] === 'none' ||
      facts['deal.amountMinor0'] > 594386 ||
      facts['account.code2'] === 'code-12' ||
      facts['partner.level2'] !== 'high')
  )
    fired.push('rule-21')
  if (
    (facts['partner.level0'] === 'middle' ||
      facts['partner.level0'] === 'none' ||
      facts['partner.level0'] === 'high') &&
    !(
      facts['deal.count5'] >= 55 ||
      facts['account.labels0'].includes('code-20') ||
      facts['partner.level4'] === 'low' ||
      facts['partner.level5'] === 'high' ||
      facts['partner.level5'] === 'low' ||
      facts['partner.level5'] === 'none' ||
      facts['deal.count2'] > 52
    )
  )
    fired.push('rule-22')
  if (
    facts['deal.flag3'] !== false &&
    (facts['account.code1'] !== 'code-12' ||
      (facts['deal.count4'] < 89 && facts['account.labels0'].includes('code-25')))
  )
    fired.push('rule-23')
  if (
    facts['deal.flag4'] === true &&
    (facts['account.endsOn0'] !== '2027-07-21' ||
      (facts['account.code0'] === 'code-59' &&
        (facts['partner.level2'] === 'low' || facts['partner.level2'] === 'none') &&
        facts['deal.count0'] >= 94))
  )
    fired.push('rule-24')
  if (facts['deal.count1'] !== 83 && (codes.has(facts['account.code0']) || facts['deal.flag0'] === false))
    fired.push('rule-25')
  if (
    facts['partner.level2'] === 'middle' &&
    (facts['partner.level0'] === 'low' ||
      facts['partner.level0'] === 'middle' ||
      facts['partner.level0'] === 'high' ||
      facts['account.endsOn0'] < '2027-05-16')
  )
    fired.push('rule-26')
  if (
    facts['deal.count3'] > 94 &&
    (facts['deal.amountMinor2'] >= 3308985 ||
      facts['account.endsOn0'] !== '2027-06-19' ||
      !(facts['partner.level3'] === 'none' || facts['partner.level3'] === 'low') ||
      facts['deal.count1'] >= 3)
  )
    fired.push('rule-27')
  if (
    facts['account.endsOn0'] <= '2027-06-10' &&
    (!facts['account.labels0'].includes('code-35') ||
      (!(
        facts['partner.level3'] === 'low' ||
        facts['partner.level3'] === 'high' ||
        facts['partner.level3'] === 'none'
      ) &&
        facts['deal.count2'] <= 24 &&
        facts['deal.flag3'] !== false &&
        codes.has(facts['account.code2'])))
  )
    fired.push('rule-28')
  if (
    facts['deal.flag4'] === true &&
    (facts['deal.count4'] < 54 || facts['deal.flag1'] === true || facts['partner.level4'] === 'low')
  )
    fired.push('rule-29')
  if (facts['deal.flag0'] === false && (facts['deal.amountMinor0'] !== 540968 || facts['deal.count0'] !== 33))
    fired.push('rule-30')
  if (
    !facts['account.labels0'].includes('code-6') &&
    !(
      facts['partner.level2'] === 'low' ||
      facts['deal.count3'] < 72 ||
      facts['partner.level0'] === 'middle' ||
      facts['deal.count2'] <= 20 ||
      facts['partner.level1'] === 'middle' ||
      facts['partner.level1'] === 'low' ||
      facts['partner.level1'] === 'none'
    )
  )
    fired.push('rule-31')
  if (
    facts['deal.count0'] <= soonDays &&
    !(!facts['account.labels0'].includes('code-22') || facts['deal.amountMinor0'] <= 627722)
  )
    fired.push('rule-32')
  if (
    (facts['partner.level2'] === 'middle' ||
      facts['partner.level2'] === 'high' ||
      facts['partner.level2'] === 'none') &&
    (facts['partner.level5'] === 'middle' ||
      facts['deal.flag5'] !== false ||
      facts['account.endsOn0'] !== '2027-10-11' ||
      facts['deal.count2'] >= 93 ||
      facts['deal.count1'] < 28)
  )
    fired.push('rule-33')
  if (
    facts['deal.count6'] > 64 &&
    (facts['deal.count3'] !== 48 ||
      facts['deal.flag2'] !== false ||
      !(
        facts['partner.level2'] === 'high' ||
        facts['partner.level2'] === 'middle' ||
        facts['partner.level2'] === 'low'
      ) ||
      facts['account.code2'] === 'code-7')
  )
    fired.push('rule-34')
  if (
    codes.has(facts['account.code2']) &&
    !(
      facts['deal.count2'] === soonDays ||
      !(
        facts['partner.level2'] === 'low' ||
        facts['partner.level2'] === 'none' ||
        facts['partner.level2'] === 'high'
      ) ||
      facts['deal.count4'] > 85 ||
      !(facts['partner.level1'] === 'none' || facts['partner.level1'] === 'middle') ||
      facts['partner.level4'] !== 'none'
    )
  )
    fired.push('rule-35')
  if (
    facts['partner.level5'] !== 'high' &&
    (facts['deal.count2'] < soonDays ||
      !facts['account.labels0'].includes('code-43') ||
      facts['deal.amountMinor0'] > 846043)
  )
    fired.push('rule-36')
  if (
    facts['deal.count0'] <= 95 &&
    (facts['deal.flag5'] !== true || facts['account.endsOn0'] <= '2027-10-16' || !codes.has(facts['account.code1']))
  )
    fired.push('rule-37')
  if (
    facts['account.code0'] !== 'code-48' &&
    (facts['deal.count1'] > 33 ||
      facts['partner.level5'] === 'middle' ||
      facts['partner.level5'] === 'high' ||
      facts['partner.level5'] === 'low' ||
      facts['deal.amountMinor2'] === 2636587)
  )
    fired.push('rule-38')
  if (
    facts['deal.count2'] <= 10 &&
    (facts['deal.flag4'] !== false ||
      facts['deal.count3'] >= 22 ||
      facts['deal.count5'] !== soonDays ||
      facts['partner.level2'] === 'low' ||
      facts['partner.level2'] === 'middle' ||
      facts['partner.level2'] === 'high' ||
      facts['partner.level3'] === 'high')
  )
    fired.push('rule-39')
  return { fired, outcome: fired.length > 0 ? outcomes[fired[0]!]! : otherwise }
}
