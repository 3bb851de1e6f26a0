import type { StaffLetter } from '@parley/contract/designations'
import { partnerDesignations, staffDesignations } from '@parley/contract/routes/designations'
import { families, type PartnerOfSeason } from '../cast.ts'
import { dayMs, type Season, seasonBegins } from '../season.ts'

const file = { name: 'Letter.txt', base64: Buffer.from('They represent us from now on.').toString('base64') }
const said = { form: 'letterhead', signerName: 'Dana Whitfield', file } as const

/** Customers name their representatives in letters: brought, checked, decided, taken back. */
export function planLetters(season: Season): void {
  const random = season.random('letters')
  const wholeMs = season.ends.getTime() - seasonBegins.getTime()
  for (let number = 0; number < season.options.registrations * 0.04; number++)
    season.plan(new Date(seasonBegins.getTime() + random.whole(60_000, wholeMs - dayMs)), () => bring(season))
}

async function bring(season: Season): Promise<void> {
  const random = season.random('letters')
  const partner = random.pick(season.cast.partners)
  const { name: company, country } = season.anAccount(random)
  const letter = await season.tries('letters', () =>
    season.partner(partner).does(partnerDesignations.bring, {
      body: {
        ...{ company, country, productFamilies: random.some(families, 1, 2), signedOn: season.today, ...said },
        signer: random.pick(['authorized', 'authorized', 'authorized', 'other'] as const),
        namesOthersToo: random.chance(0.05),
        waivesWait: random.chance(0.05),
      },
    }),
  )
  if (!letter) return
  season.count('letters', 'brought')
  season.inDays(random.whole(0, 4), random, () => check(season, letter.id))
}

/** The vendor asks the customer; then the policy decides, or waits for the present lead. */
async function check(season: Season, id: string): Promise<void> {
  const random = season.random('letters')
  const manager = season.staff('manager')
  const letter = await manager.does(staffDesignations.get, { params: { id } })
  if (!letter.can.check.ok) return season.count('letters', 'can’t be checked')
  const checked = await season.tries('letters', () =>
    manager.does(staffDesignations.check, {
      params: { id },
      body: {
        ...{ isGenuine: random.chance(0.9), how: 'call', spokeWith: 'Their head of purchasing', customerTold: true },
        signer: letter.signer === 'nobody' ? 'other' : letter.signer,
      },
      ifMatch: letter.version,
    }),
  )
  if (!checked) return
  for (const { state } of checked.designations) season.count('designations', state)
  for (const designation of checked.designations)
    if (designation.can.decide.ok && designation.state === 'deciding')
      season.inDays(random.whole(0, 3), random, () => decideInPerson(season, id, designation.id))
  if (checked.designations.some(({ presentLead }) => presentLead !== null) && random.chance(0.5))
    season.inDays(random.whole(1, 5), random, () => rescind(season, checked))
}

async function decideInPerson(season: Season, letterId: string, id: string): Promise<void> {
  const random = season.random('letters')
  const manager = season.staff('otherManager')
  const { version } = await manager.does(staffDesignations.get, { params: { id: letterId } })
  const outcome = random.pick(['takesEffect', 'notAccepted'] as const)
  const said = { reason: 'We asked their board as well.', wording: 'We asked the customer, and this is its answer.' }
  const done = await season.tries('designations', () =>
    manager.does(staffDesignations.decide, { params: { id }, body: { outcome, ...said }, ifMatch: version }),
  )
  if (done) season.count('designations', `${outcome}, by a person`)
}

/** The present lead brings a letter that takes the other one back. */
async function rescind(season: Season, { designations }: StaffLetter): Promise<void> {
  const lead = designations.find(({ presentLead }) => presentLead?.kind === 'partner')?.presentLead
  const partner = season.cast.partners.find(({ name }) => name === lead?.partnerName)
  if (!partner) return
  const notice = await openNotice(season, partner)
  if (!notice) return
  const brought = await season.tries('rescissions', () =>
    season.partner(partner).does(partnerDesignations.rescind, {
      params: { id: notice.id },
      body: { ...said, signer: 'authorized', signedOn: season.today },
      ifMatch: notice.version,
    }),
  )
  if (brought) season.count('rescissions', 'brought')
}

async function openNotice(season: Season, partner: PartnerOfSeason) {
  const { items } = await season.partner(partner).does(partnerDesignations.notices, { query: { show: 'open' } })
  return items.find(({ can }) => can.bring.ok)
}
