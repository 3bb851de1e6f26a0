import { createAccount } from '../accounts/create-account.ts'
import { mergeAccounts } from '../accounts/merges/merge-accounts.ts'
import { cast, staff } from './cast.ts'
import type { Deals, DealWishes, Registered } from './deals.ts'
import { type KnownAccount, type Organisation, organisationOf } from './market.ts'
import type { Stage } from './stage.ts'

type Scenes = { stage: Stage; deals: Deals; organisations: readonly Organisation[] }

/** The scenes that a newcomer should find, each a short one. */
export function cueStory(scenes: Scenes): void {
  fourWantOneAccount(scenes)
  silentRegistrantLapses(scenes)
  waitingForTheVendor(scenes)
  waitingForPartners(scenes)
  answeredAtOnce(scenes)
  beforeAndAfterTheNewRule(scenes)
  endingSoon(scenes)
  whichAccountIsIt(scenes)
  oneFamily(scenes)
  twoRecordsBecameOne(scenes)
}

/** Brightwater was first; three others hear so at once, and Alder & Finch finds what is still open: another product family. */
function fourWantOneAccount({ stage, deals, organisations }: Scenes): void {
  const account = organisationOf(organisations, 'genuineParts')
  const { brightwater, delmar, alderFinch, lakeshore } = cast
  let first: Registered | undefined
  stage.cue(stage.at(-41, 9), async () => {
    first = await deals.register(brightwater, account, {
      amountMinor: 18_400_000,
      closesInDays: 120,
      typedName: 'Genuine Parts Company',
    })
  })
  stage.cue(stage.at(-40, 11), () =>
    once(deals, delmar, account, { amountMinor: 9_600_000, typedName: 'GENUINE PARTS CO.' }),
  )
  stage.cue(stage.at(-33, 14), () => once(deals, alderFinch, account, { amountMinor: 21_000_000 }))
  stage.cue(stage.at(-33, 15), () =>
    once(deals, alderFinch, account, { amountMinor: 12_500_000, productFamily: 'analytics', closesInDays: 140 }),
  )
  stage.cue(stage.at(-12, 10), () =>
    once(deals, lakeshore, account, { amountMinor: 7_700_000, typedName: 'The Genuine Parts Company' }),
  )
  for (const [days, kind, note] of [
    [-34, 'meeting', 'Met the head of infrastructure in Atlanta; fourteen distribution centres are in scope.'],
    [-25, 'demo', 'Restored a warehouse server in front of the operations team.'],
    [-13, 'proposal', 'Sent the proposal; they decide after the quarter’s close.'],
  ] as const)
    stage.cue(stage.at(days, 16), () => deals.logActivity(first!, { kind, note }).then(() => undefined))
  for (const [days, name, about, text] of [
    [-34, 'Minutes Atlanta.txt', 'The head of infrastructure agreed to them.', minutes],
    [-13, 'Proposal, as sent.txt', 'What the customer decides on.', proposal],
  ] as const)
    stage.cue(stage.at(days, 17), () => deals.attach(first!, { name, about, text }).then(() => undefined))
}

const minutes =
  'Present: their head of infrastructure and two of us.\nAgreed: fourteen distribution centres, a pilot in one of them.\n'
const proposal = 'Backup for fourteen distribution centres over three years, with a pilot of six weeks.\n'

/** Harrow Lane registers and does nothing; warned after a month, it loses the protection on the day that it was told. */
function silentRegistrantLapses({ stage, deals, organisations }: Scenes): void {
  const account = organisationOf(organisations, 'lifestyleExpress')
  let second: Registered | undefined
  stage.cue(stage.at(-76, 10), () =>
    once(deals, cast.harrowLane, account, { amountMinor: 3_200_000, closesInDays: 150 }),
  )
  stage.cue(stage.at(-60, 11), () => once(deals, cast.corvane, account, { amountMinor: 4_100_000 }))
  stage.cue(stage.at(-27, 9), async () => {
    second = await deals.register(cast.corvane, account, { amountMinor: 4_300_000, closesInDays: 100, meetingsHeld: 4 })
  })
  for (const days of [-20, -6])
    stage.cue(stage.at(days, 15), () =>
      deals.logActivity(second!, { kind: 'call', note: 'Weekly call with their project lead.' }).then(() => undefined),
    )
}

/** Two large deals, an account under review, and a name that may be another company: people decide these. One is late. */
function waitingForTheVendor({ stage, deals, organisations }: Scenes): void {
  const at = (
    days: number,
    hour: number,
    account: KnownAccount,
    partner: (typeof cast)[keyof typeof cast],
    wishes: DealWishes,
  ) => stage.cue(stage.at(days, hour), () => once(deals, partner, organisationOf(organisations, account), wishes))
  at(-6, 10, 'conagra', cast.alderFinch, { amountMinor: 74_000_000, closesInDays: 150, meetingsHeld: 5 })
  at(-1, 14, 'galaxyGaming', cast.delmar, { amountMinor: 6_400_000 })
  at(-1, 16, 'unleashed', cast.brightwater, {
    amountMinor: 8_800_000,
    productFamily: 'network-security',
    typedDomain: 'unleashed-supplies.com',
  })
}

/** What partners owe: one answer in time, one that is late. */
function waitingForPartners({ stage, deals, organisations }: Scenes): void {
  stage.cue(stage.at(-4, 10), () =>
    once(deals, cast.garonne, organisationOf(organisations, 'marieBlachere'), {
      amountMinor: 5_200_000,
      description: 'Replace the old tills’ backup.',
      closesInDays: 80,
    }),
  )
  stage.cue(stage.at(-15, 10), () =>
    once(deals, cast.mallee, organisationOf(organisations, 'pharmacy4Less'), {
      amountMinor: 8_100_000,
      meetingsHeld: 0,
      closesInDays: 95,
    }),
  )
  stage.cue(stage.at(-3, 13), () =>
    once(deals, cast.brightwater, organisationOf(organisations, 'mauiLand'), {
      amountMinor: 4_600_000,
      productFamily: 'analytics',
      meetingsHeld: 0,
    }),
  )
}

/** House account, named account, own pipeline, a tender, a renewal, an agreement that nobody signed: no work for nothing. */
function answeredAtOnce({ stage, deals, organisations }: Scenes): void {
  const at = (
    days: number,
    account: KnownAccount,
    partner: (typeof cast)[keyof typeof cast],
    wishes: DealWishes = {},
  ) => stage.cue(stage.at(days, 12), () => once(deals, partner, organisationOf(organisations, account), wishes))
  at(-52, 'ford', cast.alderFinch, { amountMinor: 31_000_000 })
  at(-19, 'ford', cast.brightwater, {
    amountMinor: 14_000_000,
    productFamily: 'network-security',
    typedName: 'Ford Motor Company',
  })
  at(-36, 'omnicom', cast.alderFinch, { amountMinor: 22_000_000, productFamily: 'analytics' })
  at(-29, 'millerKnoll', cast.brightwater, { amountMinor: 16_500_000, productFamily: 'network-security' })
  at(-22, 'mauiLand', cast.delmar, { amountMinor: 3_900_000 })
  at(-17, 'imperialOil', cast.lakeshore, { amountMinor: 26_000_000, tender: 'published' })
  at(-11, 'energizer', cast.brightwater, { amountMinor: 11_200_000, kind: 'renewal', closesInDays: 45 })
  at(-10, 'energizer', cast.alderFinch, { amountMinor: 12_000_000 })
  at(-8, 'vishay', cast.pepperwood, { amountMinor: 2_400_000 })
}

/** $7,500 was too little under version 1, and is enough since version 2. The decision on the first one still says why. */
function beforeAndAfterTheNewRule({ stage, deals, organisations }: Scenes): void {
  const account = organisationOf(organisations, 'vishay')
  stage.cue(stage.at(-92, 10), () => once(deals, cast.delmar, account, { amountMinor: 750_000, meetingsHeld: 2 }))
  stage.cue(stage.at(-70, 10), () =>
    once(deals, cast.delmar, account, { amountMinor: 750_000, meetingsHeld: 2, closesInDays: 40 }),
  )
}

/** Protections that end in a few days: one worked on, and extended once; one about to end. */
function endingSoon({ stage, deals, organisations }: Scenes): void {
  const worked = organisationOf(organisations, 'tuvRheinland')
  let extended: Registered | undefined
  stage.cue(stage.at(-118, 10), async () => {
    extended = await deals.register(cast.eichwald, worked, {
      amountMinor: 19_800_000,
      closesInDays: 150,
      meetingsHeld: 3,
    })
  })
  for (const days of [-100, -82, -64, -44, -26, -9])
    stage.cue(stage.at(days, 14), () =>
      deals
        .logActivity(extended!, { kind: 'meeting', note: 'Steering group with their project office.' })
        .then(() => undefined),
    )
  stage.cue(stage.at(-22, 11), () =>
    deals.extend(extended!, 'The works council has agreed; only the contract is left.').then(() => undefined),
  )

  const ending = organisationOf(organisations, 'migrosBank')
  let quiet: Registered | undefined
  stage.cue(stage.at(-101, 10), async () => {
    quiet = await deals.register(cast.eichwald, ending, {
      amountMinor: 15_300_000,
      closesInDays: 160,
      productFamily: 'network-security',
    })
  })
  for (const days of [-80, -58, -35, -14])
    stage.cue(stage.at(days, 10), () =>
      deals.logActivity(quiet!, { kind: 'call', note: 'Call with the security officer.' }).then(() => undefined),
    )

  const own = organisationOf(organisations, 'millerKnoll')
  let late: Registered | undefined
  stage.cue(stage.at(-94, 13), async () => {
    late = await deals.register(cast.brightwater, own, { amountMinor: 9_900_000, closesInDays: 130 })
  })
  for (const days of [-73, -50, -28, -10])
    stage.cue(stage.at(days, 12), () =>
      deals
        .logActivity(late!, { kind: 'meeting', note: 'Worked through the migration plan with their team.' })
        .then(() => undefined),
    )
}

/** Two records of one company came from two registries: nobody is refused for it, and a person says which it is. */
function whichAccountIsIt({ stage, deals, organisations }: Scenes): void {
  const account = { ...organisationOf(organisations, 'dollarGeneral'), domain: null }
  stage.cue(stage.at(-1, 14), () => once(deals, cast.lakeshore, account, { amountMinor: 9_400_000 }))
}

/** One partner is protected at the parent; another comes with the subsidiary: an open conflict, and a person looks. */
function oneFamily({ stage, deals, organisations }: Scenes): void {
  const { eichwald, brightwater } = cast
  stage.cue(stage.at(-24, 10), () =>
    once(deals, brightwater, organisationOf(organisations, 'lawson'), { amountMinor: 28_000_000, closesInDays: 160 }),
  )
  stage.cue(stage.at(-2, 11), () =>
    once(deals, eichwald, organisationOf(organisations, 'lawsonStore'), { amountMinor: 6_200_000, closesInDays: 120 }),
  )
}

/** A record that was made by hand turned out to be a customer they had: merged ten days ago, and still to be undone. */
function twoRecordsBecameOne({ stage, organisations }: Scenes): void {
  const { name } = organisationOf(organisations, 'vishay')
  stage.cue(stage.at(-10, 15), () =>
    stage.as(staff.manager, null, async (ctx) => {
      const [known] = await ctx.tx.query<{ id: string }>('SELECT id FROM account WHERE name = $1', [name])
      const nothingElse = { domain: null, taxId: null, parentId: null, relation: null, designation: 'open' as const }
      const { summary } = await createAccount(ctx, {
        ...nothingElse,
        name: 'Columbus Resistor Works',
        country: 'US',
        city: 'Columbus',
      })
      const reason = 'Their buyers order for the plant in Columbus: one customer, one record.'
      await mergeAccounts(ctx, { keptId: known!.id, absorbedId: summary.id, reason })
    }),
  )
}

async function once(
  deals: Deals,
  partner: (typeof cast)[keyof typeof cast],
  account: Organisation,
  wishes: DealWishes,
): Promise<void> {
  await deals.register(partner, account, wishes)
}
