import { readFileSync } from 'node:fs'
import type { Point } from '@parley/rules/point'

/** `policy.json` or `cases.json` of a decision point, as it is shipped. */
export const readPart = (point: Point, name: 'policy.json' | 'cases.json') =>
  JSON.parse(readFileSync(new URL(`../../packages/rules/src/points/${point.id}/${name}`, import.meta.url), 'utf8'))
