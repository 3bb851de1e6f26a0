import type { Point } from '../point.ts'
import { clawback } from './clawback/point.ts'
import { commission } from './commission/point.ts'
import { concession } from './concession/point.ts'
import { conflict } from './conflict/point.ts'
import { designation } from './designation/point.ts'
import { engagement } from './engagement/point.ts'
import { identity } from './identity/point.ts'
import { matching } from './matching/point.ts'
import { paper } from './paper/point.ts'
import { protection } from './protection/point.ts'
import { registration } from './registration/point.ts'
import { request } from './request/point.ts'
import { segment } from './segment/point.ts'
import { standing } from './standing/point.ts'

/** Every decision point, by id: the one list that API, studio and tests walk. */
export const points = {
  registration,
  protection,
  conflict,
  matching,
  request,
  concession,
  standing,
  commission,
  clawback,
  engagement,
  paper,
  designation,
  identity,
  segment,
} satisfies Record<string, Point>

export type PointId = keyof typeof points
export const pointIds = Object.keys(points) as PointId[]
