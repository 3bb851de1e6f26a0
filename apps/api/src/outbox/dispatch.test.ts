import { delivery } from '@parley/contract/routes/delivery'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'
import { type Env, systemActor } from '../context.ts'
import { inTransaction } from '../transaction.ts'
import { type Consumer, dispatch } from './dispatch.ts'
import { insertMessage, outboxParams } from './outbox-message.ts'

const w = await world()
const processes = [w.env, w.anotherInstance().env, w.anotherInstance().env]
await w.sql(
  `CREATE TABLE parley.seen (seq bigint GENERATED ALWAYS AS IDENTITY, subject uuid, outbox_id bigint, consumer text)`,
)
await w.sql('GRANT INSERT ON parley.seen TO parley_app')

beforeEach(async () => {
  await w.sql('DELETE FROM parley.outbox')
  await w.sql('DELETE FROM parley.seen')
})

const consumer = (name: string, before: Consumer['take'] = async () => {}): Consumer => ({
  name,
  async take(ctx, message) {
    await before(ctx, message)
    await ctx.tx.query('INSERT INTO seen (subject, outbox_id, consumer) VALUES ($1, $2, $3)', [
      message.subjectId,
      message.id,
      name,
    ])
  },
})

/** Writes messages about these subjects in one transaction, which stays open for a while; a rolled back one leaves none. */
const write = (env: Env, subjects: readonly string[], { openMs = 0, rollsBack = false } = {}) =>
  inTransaction(env, systemActor, async (ctx) => {
    for (const subjectId of subjects) {
      const message = { topic: 'registration.closed' as const, subjectId, partnerId: w.partners.alder.id, payload: {} }
      await ctx.tx.query(insertMessage(1), outboxParams(message, ctx.now))
    }
    await new Promise((resolve) => setTimeout(resolve, openMs))
    if (rollsBack) throw new Error('rolled back')
  }).catch((error) => {
    if (!rollsBack) throw error
  })

const seen = () =>
  w.sql<{ subject: string; id: number; consumer: string }>(
    'SELECT subject, outbox_id::int AS id, consumer FROM parley.seen ORDER BY seq',
  )
const seenOf = async (subject: string) => (await seen()).filter((each) => each.subject === subject).map(({ id }) => id)
const written = async (subject: string) =>
  (
    await w.sql<{ id: number }>('SELECT id::int AS id FROM parley.outbox WHERE subject_id = $1 ORDER BY id', [subject])
  ).map(({ id }) => id)
const minutesLater = (minutes: number) => w.travelTo(new Date(w.now().getTime() + minutes * 60_000).toISOString())

describe('messages of one object', () => {
  test('are handed out once each and in their order, by three processes at once, whichever transaction ends first', async () => {
    const subjects = Array.from({ length: 3 }, () => w.env.newId())
    const writer = fc.record({
      process: fc.nat(2),
      about: fc.array(fc.nat(2), { minLength: 1, maxLength: 3 }).map((all) => [...all].sort()),
      openMs: fc.nat(25),
      rollsBack: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(writer, { minLength: 2, maxLength: 8 }), async (writers) => {
        await w.sql('DELETE FROM parley.outbox')
        await w.sql('DELETE FROM parley.seen')
        let isWriting = true
        const told = processes.map(async (env) => {
          while (isWriting) await dispatch(env, [consumer('one')])
        })
        await Promise.all(
          writers.map(({ process, about, ...how }) =>
            write(
              processes[process]!,
              about.map((at) => subjects[at]!),
              how,
            ),
          ),
        )
        isWriting = false
        await Promise.all(told)
        await Promise.all(processes.map((env) => dispatch(env, [consumer('one')])))
        for (const subject of subjects) expect(await seenOf(subject)).toEqual(await written(subject))
      }),
      { numRuns: 8 },
    )
  })

  test('stand in line by their commits: a later one waits until the one before it is there to be read', async () => {
    const subject = w.env.newId()
    const slow = write(w.env, [subject], { openMs: 300 })
    await new Promise((resolve) => setTimeout(resolve, 40))
    const quick = write(processes[1]!, [subject])
    await new Promise((resolve) => setTimeout(resolve, 100))
    await dispatch(processes[2]!, [consumer('one')])
    expect(await seenOf(subject)).toEqual([])
    await Promise.all([slow, quick])
    await dispatch(processes[2]!, [consumer('one')])
    expect(await seenOf(subject)).toEqual(await written(subject))
  })
})

describe('a consumer that throws', () => {
  test('is asked again later, holds up its object alone, and undoes nobody else’s work', async () => {
    const [broken, sound] = [w.env.newId(), w.env.newId()]
    await write(w.env, [broken, broken, sound, sound])
    let fails = true
    const failing = consumer('failing', async (_, { subjectId }) => {
      if (fails && subjectId === broken) throw new Error('The receiver is on holiday.')
    })
    await dispatch(w.env, [consumer('steady'), failing])
    const ids = await written(broken)
    expect((await seen()).filter(({ subject }) => subject === sound)).toHaveLength(4)
    expect((await seen()).filter(({ subject }) => subject === broken)).toEqual([
      { subject: broken, id: ids[0], consumer: 'steady' },
    ])
    fails = false
    await dispatch(w.env, [consumer('steady'), failing])
    expect(await seenOf(broken)).toHaveLength(1)
    minutesLater(1)
    await dispatch(w.env, [consumer('steady'), failing])
    expect(await seenOf(broken)).toEqual([ids[0], ids[0], ids[1], ids[1]])
    expect((await seen()).filter(({ subject, consumer }) => subject === broken && consumer === 'steady')).toHaveLength(
      2,
    )
  })

  test('may be refused at the commit as well, and holds up nobody else then either', async () => {
    await w.sql(`CREATE TABLE IF NOT EXISTS parley.twice (id uuid, UNIQUE (id) DEFERRABLE INITIALLY DEFERRED)`)
    await w.sql('GRANT INSERT ON parley.twice TO parley_app')
    const [broken, sound] = [w.env.newId(), w.env.newId()]
    const doubling = consumer('doubling', async ({ tx }, { subjectId }) => {
      if (subjectId === broken) await tx.query('INSERT INTO twice VALUES ($1), ($1)', [subjectId])
    })
    await write(w.env, [broken, sound])
    await dispatch(w.env, [doubling])
    expect((await seen()).map(({ subject }) => subject)).toEqual([sound])
    const { messagesHeld } = await w.as('operator').does(delivery.state, {})
    expect(messagesHeld).toMatchObject([{ reason: expect.stringContaining('At the commit'), attempts: 1 }])
  })

  test('sets a message aside in the end, where an operator sees it with the reason and tells it again', async () => {
    const { summary } = await w.as('alder').registers(aDeal({ account: { name: 'Quarry Hill Freight' } }))
    const always = consumer('always', async () => {
      throw new Error('The receiver is on holiday.')
    })
    for (let attempt = 0; attempt < 12; attempt++) {
      await dispatch(w.env, [always])
      minutesLater(61)
    }
    await write(w.env, [summary.id])
    await dispatch(w.env, [consumer('always')])
    expect(await seenOf(summary.id)).toHaveLength(1)

    const operator = w.as('operator')
    const { messages, messagesHeld } = await operator.does(delivery.state, {})
    expect(messages).toMatchObject({ setAside: 1, words: expect.stringContaining('Nothing is lost') })
    expect(messagesHeld).toMatchObject([
      {
        title: 'A registration was decided',
        subject: { id: summary.id, words: expect.stringContaining('Quarry Hill Freight') },
        reason: 'always: The receiver is on holiday.',
        nextAttemptAt: null,
      },
    ])
    await operator.does(delivery.retryMessage, { params: { id: messagesHeld[0]!.id } })
    await dispatch(w.env, [consumer('always')])
    expect(await seenOf(summary.id)).toHaveLength(2)
    expect((await operator.does(delivery.state, {})).messages).toMatchObject({ waiting: 0, setAside: 0 })
  })
})

test('only operators look after delivery', async () => {
  for (const person of ['manager', 'finance', 'sales'] as const)
    expect((await w.as(person).sends(delivery.state, {})).status).toBe(403)
  const nothing = { params: { id: w.env.newId() } }
  expect((await w.as('operator').sends(delivery.retryEmail, nothing)).status).toBe(404)
  expect((await w.as('operator').sends(delivery.retryMessage, nothing)).status).toBe(404)
})
