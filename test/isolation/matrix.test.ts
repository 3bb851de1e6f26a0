import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { world } from '../support/world.ts'
import { expectation } from './expectation.ts'
import { addressOf, type Door, doorsOf } from './knock.ts'
import { troubleWithBodyOf } from './sample.ts'
import { actors, openStage } from './stage.ts'

const w = await world()
const stage = await openStage(w)
const doors = doorsOf(stage.app, stage.env)
const file = fileURLToPath(new URL('expectation.ts', import.meta.url))
const howTo = 'UPDATE_MATRIX=1 npx vitest run -c test/vitest.config.ts --project quick test/isolation/matrix.test.ts'

/** `401`, `403` and `404` are about who asks; everything else that isn't our own fault means that this actor may ask. */
const classOf = (status: number) => ([401, 403, 404].includes(status) || status >= 500 ? String(status) : 'ok')

async function rowOf(door: Door): Promise<string> {
  const answers = await Promise.all(actors.map((actor) => stage.knocks(door, actor)))
  return answers
    .map(({ status }) => classOf(status))
    .map((cell) => cell.padEnd(4))
    .join(' ')
}

const rows = new Map<string, string>()
for (const door of doors) rows.set(door.name, await rowOf(door))

if (process.env.UPDATE_MATRIX) write()

function write(): void {
  const widest = Math.max(...[...rows.keys()].map((name) => name.length))
  const line = (name: string, cells: string) => `${name.padEnd(widest)} | ${cells}`.trimEnd()
  const heads = actors.map((actor) => actor.padEnd(4)).join(' ')
  const lines = [...rows].map(([name, cells]) => line(name, cells))
  const words = [
    '/**',
    ' * Who may call what. Written by UPDATE_MATRIX=1, read by a person: 401 sign in first, 403 not yours to do, 404 not there for',
    ' * you, ok answered or refused for what was asked. anon a stranger; of partner A: sell a seller, adm an admin, key an API key, view',
    ' * somebody of staff who views as A; riv a seller of partner B; the six roles of staff: sal sales, man channel manager, edi policy',
    ' * editor, app policy approver, fin finance, ope operator. Ids are those of A, or nobody’s where A has no such record.',
    ' */',
  ]
  writeFileSync(
    file,
    `${words.join('\n')}\nexport const expectation = \`\n${line('', heads)}\n${lines.join('\n')}\n\`\n`,
  )
}

/** The table as it is checked in; when it is being written, the one just written. */
const expected = new Map(
  process.env.UPDATE_MATRIX
    ? rows
    : expectation
        .trim()
        .split('\n')
        .map((line): [string, string] => {
          const [name = '', cells = ''] = line.split('|')
          return [name.trim(), cells.trim()]
        }),
)
const plain = (cells: string | undefined) => cells?.trim().split(/\s+/)

describe('every route, knocked at by everybody', () => {
  it('there are doors and callers enough to mean something', () => {
    expect(doors.length).toBeGreaterThan(90)
    expect(actors.length).toBeGreaterThan(9)
  })

  it.each(doors.map((door) => [door.name] as const))('%s', (name) => {
    const cells = expected.get(name)
    if (cells === undefined)
      throw new Error(
        `${name} has no row in test/isolation/expectation.ts. Write the table anew (${howTo}), and read whether the new row says what it should.`,
      )
    expect(Object.fromEntries(actors.map((actor, at) => [actor, plain(rows.get(name))?.[at]]))).toEqual(
      Object.fromEntries(actors.map((actor, at) => [actor, plain(cells)?.[at]])),
    )
  })

  it('no row is left of a route that is gone', () => {
    const gone = [...expected.keys()].filter((name) => name !== '' && !rows.has(name))
    expect(gone, `Write the table anew: ${howTo}`).toEqual([])
  })

  it('nobody sees our own faults', () => {
    const broken = [...rows].filter(([, cells]) => /\b5\d\d\b/.test(cells)).map(([name]) => name)
    expect(broken).toEqual([])
  })

  it('each was knocked at with a body that it takes', () => {
    expect(doors.flatMap(({ route }) => (route && troubleWithBodyOf(route)) ?? [])).toEqual([])
  })

  it('each address was filled in', () => {
    for (const door of doors) expect(addressOf(door, stage.known)).not.toMatch(/[{}:]/)
  })
})
