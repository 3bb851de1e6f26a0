import { systemActor } from '@parley/api/context'
import { addCertifications, addPartners } from '@parley/api/demo/fill'
import { loadPolicy } from '@parley/api/policies/policy-in-force'
import { createUser } from '@parley/api/session/create-user'
import { inTransaction } from '@parley/api/transaction'
import { notificationKinds } from '@parley/contract/notifications'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { Random } from '../../fuzz/rules-random.ts'
import { aDeal } from '../../support/factories.ts'
import { market } from '../../support/market.ts'
import { openWorld, type World } from '../../support/open-world.ts'
import { type Person, partners, password } from '../../support/program.ts'
import { skipPauses } from '../../support/skip-pauses.ts'
import { Drawn, Transcript } from './transcript.ts'
import { type Companies, companiesCount, type Desk, type Member, TwinWorld } from './twin-world.ts'

export type Side = { program: World; worlds: TwinWorld[]; drawn: Drawn }
const salts = { one: 101, other: 977 } as const
export type SideName = keyof typeof salts

/** Of each tier the same number, so that whoever stands for another has its rights. */
const rivalsCount = 12
const tiers = ['silver', 'gold', 'platinum'] as const
const firstNames = ['Quill', 'Marrow', 'Zephyr', 'Ondur', 'Pelar', 'Xanth', 'Verdi', 'Umber', 'Saffron', 'Cobalt']
const lastNames = ['Works', 'Partners', 'Systems', 'Consulting', 'Technologies', 'and Sons', 'Cloud Group']

/** Ids and references are drawn in the order in which they are needed, so that what was made later stands later on both sides. */
function drawInOrder(program: World, drawn: Drawn): void {
  const { env } = program
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
  const references = new Random(4711)
  let count = 0
  env.newId = () => {
    const time = env.clock().getTime().toString(16).padStart(12, '0')
    const order = (count++).toString(16).padStart(12, '0')
    return drawn.keep(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${order}`)
  }
  env.newReference = () => drawn.keep(`R-${Array.from({ length: 6 }, () => references.pick([...letters])).join('')}`)
  env.newSecret = () => drawn.keep(`${'s'.repeat(31)}${(count++).toString(16).padStart(12, '0')}`)
}

/** One side of so many worlds in one database: the same listeners and companies as on the other, and rivals of its own. */
export async function openSide(side: SideName, seed: number, count: number): Promise<Side> {
  const program = await openWorld()
  const drawn = new Drawn()
  drawInOrder(program, drawn)
  skipPauses(program.env)
  const companies = market().filter(({ country, name }) => country !== null && name.length < 60)
  const inAll = (companiesCount + 1) * count
  const from = (seed * 611) % (companies.length - inAll)
  const known = companies.slice(from, from + inAll)
  await program.has.accounts(known)
  await warmUp(program)
  const desk = await openDesk(program)
  await tellNoStaff(program)
  const own = new Random(seed * 7 + salts[side])
  const rivals: Member[] = []
  for (let number = 0; number < rivalsCount; number++) {
    const name = `${own.pick(firstNames)} ${own.pick(lastNames)} ${own.whole(1, 9_999)}`
    const id = `0000000b-0000-4000-8000-${hex(own.whole(1, 2 ** 31) * 100 + number)}`
    rivals.push(await member(program, id, name, tiers[number % 3]!))
  }
  const worlds: TwinWorld[] = []
  for (let number = 0; number < count; number++) {
    const random = new Random(seed * 100_003 + number)
    const varied = new Random((seed * 100_003 + number) * 7 + salts[side])
    const id = `0000000a-0000-4000-8000-${hex(number)}`
    const listener = await member(program, id, `Listener ${number}`, random.pick(tiers))
    // Which of them leads longer is told, so both sides have one of the same tier.
    const first = random.whole(0, rivalsCount - 1)
    worlds.push(
      new TwinWorld({
        ...{
          number,
          program,
          listener,
          desk,
          random,
          varied,
          rivals: [rivals[first]!, rivals[(first + 1) % rivalsCount]!],
        },
        companies: known.slice(companiesCount * number, companiesCount * (number + 1)) as unknown as Companies,
        elsewhere: known.slice(companiesCount * count),
        transcript: new Transcript(drawn),
      }),
    )
  }
  return { program, worlds, drawn }
}

/** What was drawn where no Env is asked: people and sessions by better-auth, messages by the database. */
export async function keepWhatWasDrawnElsewhere({ program, drawn }: Side): Promise<void> {
  const rows = await program.sql<{ id: string }>(
    `SELECT id FROM auth."user" UNION ALL SELECT id FROM auth.session UNION ALL SELECT event_id::text FROM parley.outbox`,
  )
  for (const { id } of rows) drawn.keep(id)
}

const hex = (number: number) => number.toString(16).padStart(12, '0')

async function member(program: World, id: string, name: string, tier: (typeof tiers)[number]): Promise<Member> {
  const person: Person = {
    email: `${id}@partner.example`,
    name: `Seller of ${name}`,
    role: 'partnerAdmin',
    partner: null,
  }
  await inTransaction(program.env, systemActor, async (ctx) => {
    await addPartners(ctx, [{ ...partners.alder, id, name, tier }])
    await addCertifications(ctx, [
      { partnerId: id, productFamily: 'backup', personName: 'Certified Person', expiresOn: '2029-12-31' },
    ])
  })
  await createUser(program.env, { ...person, password, partnerId: id })
  const someone = program.person(person)
  await someone.cookie()
  return { id, someone }
}

/** Whoever decides in person has judged nothing before. */
async function openDesk(program: World): Promise<Desk> {
  const [judge, other] = ['Nils Ortega', 'Ines Duarte'].map((name): Person => {
    const email = `${name.toLowerCase().replace(' ', '.')}@northwind.example`
    return { email, name, role: 'channelManager', partner: null }
  })
  for (const each of [judge!, other!]) await createUser(program.env, { ...each, password, partnerId: null })
  return { judge: program.person(judge!), other: program.person(other!) }
}

/** What the staff is told of, no partner receives, and most of the notices would be theirs. */
const tellNoStaff = ({ sql }: World) =>
  sql(
    `INSERT INTO parley.notification_setting (user_id, kind, channel)
     SELECT u.id, k, 'none' FROM auth."user" u, unnest($1::text[]) k WHERE u."partnerId" IS NULL`,
    [Object.keys(notificationKinds.staff)],
  )

/** What a process remembers for good, such as versions of policies, it remembers on both sides. */
async function warmUp(program: World): Promise<void> {
  const alder = program.as('alder')
  for (const name of ['Warm Winds', 'Warmer Winds']) await alder.registers(aDeal({ account: { name } }))
  await alder.does(partnerEngagements.ask, { body: { company: 'Warm Winds', verb: 'quote' } })
  const policies = await program.sql<{ point: string; version: number }>(
    'SELECT point, version FROM parley.policy_version',
  )
  await inTransaction(program.env, systemActor, async ({ tx }) => {
    for (const { point, version } of policies) await loadPolicy(tx, point, version)
  })
}
