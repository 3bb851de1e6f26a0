import type { Point } from '../point.ts'
import { protection } from './protection/point.ts'
import { registration } from './registration/point.ts'

/** Every decision point, by id: the one list that API, studio and tests walk. */
export const points = { registration, protection } satisfies Record<string, Point>

export type PointId = keyof typeof points
export const pointIds = Object.keys(points) as PointId[]
