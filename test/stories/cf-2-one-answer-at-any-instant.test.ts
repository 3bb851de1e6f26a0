import { verifyAttestation } from '@parley/api/attestations/verify-attestation'
import { visitorActor } from '@parley/api/context'
import { inTransaction } from '@parley/api/transaction'
import { partnerAttestations } from '@parley/contract/routes/attestations'
import { staffDesignations } from '@parley/contract/routes/designations'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../support/factories.ts'
import { letters } from '../support/letters.ts'
import type { PartnerName } from '../support/program.ts'
import { NotDone } from '../support/someone.ts'
import { world } from '../support/world.ts'

const w = await world()
const l = letters(w)
const partner = fc.constantFrom<PartnerName>('alder', 'brightwater', 'corvane')
const step = fc.oneof(
  fc.record({ does: fc.constant('register' as const), partner }),
  fc.record({ does: fc.constant('withdraw' as const), partner }),
  fc.record({ does: fc.constant('letter' as const), partner, own: fc.boolean() }),
  fc.record({ does: fc.constant('waive' as const) }),
  fc.record({ does: fc.constant('takeBack' as const), partner }),
  fc.record({ does: fc.constant('days' as const), days: fc.integer({ min: 1, max: 9 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What isn't possible just then is refused, and nothing happens; a failure of ours, or two leads that the database had to part, isn't that. */
function unlessRefused(error: unknown): void {
  const { status = 500, text = '' } = error instanceof NotDone ? error.answer : {}
  if (status < 400 || status >= 500 || status === 401 || /protected for this product family already/.test(text))
    throw error
}

/** One thing that happens at the account. */
async function happens(name: string, each: Step, brought: string[]): Promise<void> {
  switch (each.does) {
    case 'register': {
      const deal = { expectedCloseOn: new Date(w.now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10) }
      await w.as(each.partner).registers(aDeal({ account: { name }, deal }))
      return
    }
    case 'withdraw': {
      const { items } = await w.as(each.partner).lists({ q: name })
      for (const { id } of items) await w.as(each.partner).withdraws(id)
      return
    }
    case 'letter': {
      const { id } = await l.brings(each.partner, name)
      await l.checks(id, each.own ? {} : { isGenuine: false, signer: 'nobody' })
      brought.push(id)
      return
    }
    case 'waive': {
      if (brought.length === 0) return
      const { version, designations } = await l.reads(brought.at(-1)!)
      const body = { reason: 'Decided with the customer.' }
      await w
        .as('manager')
        .does(staffDesignations.waive, { params: { id: designations[0]!.id }, body, ifMatch: version })
      return
    }
    case 'takeBack': {
      const open = (await l.isTold(each.partner)).find(
        ({ state, accountName }) => state === 'open' && accountName === name,
      )
      if (!open) return
      const notice = await l.takesBack(each.partner, open.id)
      await l.checks(notice.rescission!.id)
      return
    }
    case 'days':
      w.travelDays(each.days)
  }
}

describe('CF-2: one answer at any instant', () => {
  it('whatever happens at an account, nobody ever leads beside somebody else, and what was so then is still so asked later', async () => {
    let run = 0
    let changes = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 14 }), async (steps) => {
        const name = `${['Tamarind', 'Oxbow', 'Linnet', 'Pollard', 'Greywether', 'Ferngate'][run++ % 6]} ${'Quarry Mills Ferries Foods Looms Steel'.split(' ')[run % 6]} ${run}`
        const accountId = await w.has.account({ name })
        const brought: string[] = []
        const then: { at: string; name: string | null; kind: string }[] = []
        for (const each of steps) {
          await happens(name, each, brought).catch(unlessRefused)
          w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
          await l.looksAfter()
          const answer = await l.represents(accountId)
          then.push({ at: w.now().toISOString(), name: answer.name, kind: answer.kind })
          w.travelTo(new Date(w.now().getTime() + 60_000).toISOString())
        }
        const asked: typeof then = []
        for (const { at } of then) {
          const answer = await l.represents(accountId, at)
          asked.push({ at, name: answer.name, kind: answer.kind })
        }
        expect(asked).toEqual(then)
        changes += then.filter(({ name: who }, at) => at > 0 && who !== then[at - 1]!.name).length
        const [both] = await w.sql<{ n: number }>(
          `SELECT count(*)::int AS n FROM parley.protection x JOIN parley.protection y ON y.account_id = x.account_id AND y.product_family = x.product_family
             AND y.ctid <> x.ctid AND y.during && x.during AND y.kind = 'exclusive' WHERE x.kind = 'exclusive'`,
        )
        expect(both!.n).toBe(0)
      }),
      { numRuns: 6 },
    )
    expect(changes).toBeGreaterThan(1)
  }, 120_000)

  it('whoever leads by its customer’s letter registers there like anybody, and leads by both from then on', async () => {
    const accountId = await w.has.account({ name: 'Selvedge Weavers' })
    const letter = await l.brings('alder', 'Selvedge Weavers')
    await l.checks(letter.id)
    const byLetter = await l.represents(accountId)
    const asked = w.now().toISOString()
    w.travelDays(2)
    const expectedCloseOn = new Date(w.now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10)
    const { summary } = await w
      .as('alder')
      .registers(aDeal({ account: { name: 'Selvedge Weavers' }, deal: { expectedCloseOn } }))
    expect(summary).toMatchObject({ status: 'approved', protection: { kind: 'exclusive' } })
    const rows = () =>
      w.sql(
        `SELECT registration_id IS NOT NULL AS registered, designation_id IS NOT NULL AS designated, upper(during) AS until
         FROM parley.protection WHERE account_id = $1 AND upper(during) > $2`,
        [accountId, w.now()],
      )
    expect(await rows()).toMatchObject([{ registered: true, designated: true }])
    expect(await l.represents(accountId)).toMatchObject({ name: byLetter.name, lastDay: byLetter.lastDay })
    expect(await l.represents(accountId, asked)).toMatchObject({ name: byLetter.name, proof: { kind: 'letter' } })
    w.travelDays(1)
    await w.as('alder').withdraws(summary.id)
    expect(await rows()).toMatchObject([{ registered: false, designated: true }])
    expect(await l.represents(accountId)).toMatchObject({ name: byLetter.name, lastDay: byLetter.lastDay })
  })

  it('the database refuses a second lead beside a letter’s, whoever writes it', async () => {
    const accountId = await w.has.account({ name: 'Marrowgate Ferries' })
    const letter = await l.brings('alder', 'Marrowgate Ferries')
    await l.checks(letter.id)
    expect((await l.represents(accountId)).proof).toMatchObject({ kind: 'letter' })
    const [other] = await w.sql<{ id: string }>(`SELECT id FROM parley.designation WHERE account_id <> $1 LIMIT 1`, [
      accountId,
    ])
    await expect(
      w.sql(
        `INSERT INTO parley.protection (designation_id, partner_id, account_id, product_family, kind, granted_at, during)
         VALUES ($1, $2, $3, 'backup', 'exclusive', now(), tstzrange($4, $4::timestamptz + interval '1 day'))`,
        [other?.id ?? letter.designations[0]!.id, w.partners.corvane.id, accountId, w.now()],
      ),
    ).rejects.toThrow(/one_protection|protection_of_designation/)
  })
})

describe('an attestation, altered anywhere', () => {
  it('is a no, whichever byte it is and whatever it becomes', async () => {
    const account = { name: 'Zephyrine Quarries' }
    const deal = { expectedCloseOn: new Date(w.now().getTime() + 60 * 86_400_000).toISOString().slice(0, 10) }
    const { summary } = await w.as('brightwater').registers(aDeal({ account, deal }))
    const body = { registrationId: summary.id, productFamilies: ['backup'], days: 20 }
    const { token } = await w.as('brightwater').does(partnerAttestations.make, { body })
    const asks = (text: string) => inTransaction(w.env, visitorActor, (ctx) => verifyAttestation(ctx, text))
    expect(await asks(token)).toMatchObject({ isValid: true })
    const sign = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=')
    const altered = fc
      .record({ at: fc.nat({ max: token.length - 1 }), to: sign, how: fc.constantFrom('change', 'leaveOut', 'add') })
      .map(
        ({ at, to, how }) =>
          token.slice(0, at) + (how === 'leaveOut' ? '' : to) + token.slice(how === 'add' ? at : at + 1),
      )
      .filter((text) => text !== token)
    await fc.assert(
      fc.asyncProperty(altered, async (text) => {
        expect(await asks(text)).toMatchObject({ isValid: false, because: 'notOurs' })
      }),
      // The last sign of a signature has bits that mean nothing: it spells the same bytes in sixteen ways.
      {
        numRuns: 300,
        examples: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
          .map((to) => [token.slice(0, -1) + to] as [string])
          .filter(([text]) => text !== token),
      },
    )
  }, 60_000)
})
