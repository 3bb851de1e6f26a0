/** The forty rules of `forty-rules.ts` without a policy: what deciding costs when the rules are code. */

export type BenchFacts = {
  'deal.flag0': boolean
  'deal.flag1': boolean
  'deal.flag2': boolean
  'deal.flag3': boolean
  'deal.flag4': boolean
  'deal.flag5': boolean
  'partner.level0': string
  'partner.level1': string
  'partner.level2': string
  'partner.level3': string
  'partner.level4': string
  'partner.level5': string
  'deal.count0': number
  'deal.count1': number
  'deal.count2': number
  'deal.count3': number
  'deal.count4': number
  'deal.count5': number
  'deal.count6': number
  'deal.amountMinor0': number
  'deal.amountMinor1': number
  'deal.amountMinor2': number
  'account.code0': string
  'account.code1': string
  'account.code2': string
  'account.endsOn0': string
  'account.labels0': readonly string[]
}

const soonDays = 30
const codes = new Set([
  'code-0',
  'code-1',
  'code-2',
  'code-3',
  'code-4',
  'code-5',
  'code-6',
  'code-7',
  'code-8',
  'code-9',
  'code-10',
  'code-11',
  'code-12',
  'code-13',
  'code-14',
  'code-15',
  'code-16',
  'code-17',
  'code-18',
  'code-19',
  'code-20',
  'code-21',
  'code-22',
  'code-23',
  'code-24',
  'code-25',
  'code-26',
  'code-27',
  'code-28',
  'code-29',
  'code-30',
  'code-31',
  'code-32',
  'code-33',
  'code-34',
  'code-35',
  'code-36',
  'code-37',
  'code-38',
  'code-39',
])

const outcomes: Readonly<Record<string, { type: string; params: Record<string, unknown> }>> = {
  'rule-0': { type: 'reject', params: {} },
  'rule-1': { type: 'review', params: {} },
  'rule-2': { type: 'approve', params: { days: 84 } },
  'rule-3': { type: 'approve', params: { days: 55 } },
  'rule-4': { type: 'reject', params: {} },
  'rule-5': { type: 'approve', params: { days: 53 } },
  'rule-6': { type: 'review', params: {} },
  'rule-7': { type: 'review', params: {} },
  'rule-8': { type: 'review', params: {} },
  'rule-9': { type: 'review', params: {} },
  'rule-10': { type: 'review', params: {} },
  'rule-11': { type: 'reject', params: {} },
  'rule-12': { type: 'review', params: {} },
  'rule-13': { type: 'review', params: {} },
  'rule-14': { type: 'reject', params: {} },
  'rule-15': { type: 'reject', params: {} },
  'rule-16': { type: 'review', params: {} },
  'rule-17': { type: 'reject', params: {} },
  'rule-18': { type: 'reject', params: {} },
  'rule-19': { type: 'review', params: {} },
  'rule-20': { type: 'review', params: {} },
  'rule-21': { type: 'reject', params: {} },
  'rule-22': { type: 'approve', params: { days: 88 } },
  'rule-23': { type: 'approve', params: { days: 176 } },
  'rule-24': { type: 'reject', params: {} },
  'rule-25': { type: 'approve', params: { days: 134 } },
  'rule-26': { type: 'review', params: {} },
  'rule-27': { type: 'approve', params: { days: 127 } },
  'rule-28': { type: 'reject', params: {} },
  'rule-29': { type: 'review', params: {} },
  'rule-30': { type: 'approve', params: { days: 134 } },
  'rule-31': { type: 'reject', params: {} },
  'rule-32': { type: 'reject', params: {} },
  'rule-33': { type: 'reject', params: {} },
  'rule-34': { type: 'review', params: {} },
  'rule-35': { type: 'review', params: {} },
  'rule-36': { type: 'approve', params: { days: 52 } },
  'rule-37': { type: 'reject', params: {} },
  'rule-38': { type: 'reject', params: {} },
  'rule-39': { type: 'approve', params: { days: 170 } },
}
const otherwise = { type: 'review', params: {} }

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
      facts['partner.level3'] === 'high' || facts['partner.level3'] === 'low' ||
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
      facts['partner.level1'] === 'high' || facts['partner.level1'] === 'none' ||
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
      facts['partner.level5'] === 'high' || facts['partner.level5'] === 'low' ||
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
      facts['partner.level1'] === 'middle' || facts['partner.level1'] === 'low' ||
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
      facts['partner.level5'] === 'middle' || facts['partner.level5'] === 'high' ||
      facts['partner.level5'] === 'low' ||
      facts['deal.amountMinor2'] === 2636587)
  )
    fired.push('rule-38')
  if (
    facts['deal.count2'] <= 10 &&
    (facts['deal.flag4'] !== false ||
      facts['deal.count3'] >= 22 ||
      facts['deal.count5'] !== soonDays ||
      facts['partner.level2'] === 'low' || facts['partner.level2'] === 'middle' ||
      facts['partner.level2'] === 'high' ||
      facts['partner.level3'] === 'high')
  )
    fired.push('rule-39')
  return { fired, outcome: fired.length > 0 ? outcomes[fired[0]!]! : otherwise }
}
