import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { listed, nearestName, own } from '../../src/names.ts'
import type { Point } from '../../src/point.ts'
import { pointIds, points } from '../../src/points/points.ts'
import { type Answer, WrongUse } from '../answer.ts'
import { casesNameOf } from '../files.ts'
import type { Input } from '../options.ts'
import { starterFor, wholeFor } from '../starter.ts'

/** Writes a policy to begin with, and its cases. What is there already stays as it is. */
export function init({ names, options, folder }: Input): Answer {
  const [id, ...more] = names
  const all = `There are: ${listed(pointIds, 'and')}.`
  if (id === undefined || more.length > 0) throw new WrongUse('Name one decision point.', all)
  const point = own<Point>(points, id)
  if (!point) {
    const near = nearestName(id, pointIds)
    throw new WrongUse(`There is no decision point "${id}".`, near ? `Did you mean "${near}"?` : all)
  }
  const name = options.text('out') ?? `${id}.policy.json`
  if (!name.endsWith('policy.json'))
    throw new WrongUse(`A policy can't be named ${name}.`, 'Name it policy.json or <name>.policy.json.')
  const files = [name, casesNameOf(name)]
  const taken = files.filter((file) => existsSync(resolve(folder, file)))
  if (taken.length > 0)
    throw new WrongUse(
      `Already there: ${listed(taken, 'and')}. Nothing was changed.`,
      'Choose another name with --out.',
    )
  const { policy, cases } = options.flag('whole') ? wholeFor(point) : starterFor(point)
  mkdirSync(dirname(resolve(folder, name)), { recursive: true })
  for (const [index, document] of [policy, cases].entries())
    writeFileSync(resolve(folder, files[index]!), `${JSON.stringify(document, null, 2)}\n`, { flag: 'wx' })
  return {
    text: [
      `${name}: "${policy.title}", ${point.question}`,
      `${files[1]}: what should come out, in ${cases.cases.length} cases.`,
      `Change them, and try: npm run policy -- test ${name}`,
    ].join('\n'),
    json: { ok: true, point: id, files },
    code: 0,
  }
}
