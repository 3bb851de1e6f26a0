import type { Point } from '@parley/rules/point'
import { points } from '@parley/rules/points/points'
import { AppError } from '../app-error.ts'

/** The decision point of this id. Throws notFound, naming those that there are. */
export function pointOf(id: string): Point {
  if (Object.hasOwn(points, id)) return points[id as keyof typeof points]
  throw new AppError(
    'notFound',
    `There is no decision point of that name. There are: ${Object.keys(points).join(', ')}.`,
  )
}

/** A policy as an audit event names it. */
export const policySubject = (point: string) => ({ kind: 'policy', id: point, name: pointOf(point).title })
