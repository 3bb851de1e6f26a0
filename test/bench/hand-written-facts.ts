/** The facts of `forty-rules.ts`, typed by hand. */
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
