import { type Path, pointerOf } from '../finding.ts'
import type { Point } from '../point.ts'
import type { Policy } from '../policy.ts'

/** One change of meaning between two versions of a policy, in words. */
export type PolicyChange = {
  what: 'added' | 'removed' | 'changed' | 'reordered'
  of: 'rule' | 'parameter' | 'calendar' | 'derived' | 'condition' | 'otherwise' | 'policy'
  /** The rule's id, or the name of the parameter, calendar, derived fact or condition. */
  name: string
  /** JSON Pointer into the newer document; into the older one for what was removed. */
  pointer: string
  text: string
  from?: string
  to?: string
}

export type Versions = { point: Point; before: Policy; after: Policy }

/** Editors of policies write English; values in it are formatted alike. */
export const locale = 'en-US'

type Subject = Pick<PolicyChange, 'of' | 'name'> & { path: Path }

export function added({ of, name, path }: Subject, text: string): PolicyChange {
  return { what: 'added', of, name, pointer: pointerOf(path), text }
}

export function removed({ of, name, path }: Subject, text: string): PolicyChange {
  return { what: 'removed', of, name, pointer: pointerOf(path), text }
}

export function changed({ of, name, path }: Subject, text: string, from?: string, to?: string): PolicyChange {
  const ends = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  return { what: 'changed', of, name, pointer: pointerOf(path), text, ...ends }
}

/** The names of both records, each once. */
export function namesOf(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
}
