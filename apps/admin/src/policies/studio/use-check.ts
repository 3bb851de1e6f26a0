import type { Point } from '@parley/rules/point'
import type { Policy } from '@parley/rules/policy'
import { useEffect, useState } from 'react'
import { type Base, type Check, checkTexts, type Texts } from './check-texts.ts'

const pauseMs = 80

/** The check of the texts, a moment after each pause in typing; `lastGood` is the last policy without mistakes. */
export function useCheck(point: Point, texts: Texts, inForce: Base): { check: Check; lastGood: Policy | null } {
  const [check, setCheck] = useState(() => checkTexts(point, texts, inForce))
  const [lastGood, setLastGood] = useState(check.policy)
  useEffect(() => {
    if (check.of.document === texts.document && check.of.cases === texts.cases) return
    const timer = setTimeout(() => setCheck(checkTexts(point, texts, inForce)), pauseMs)
    return () => clearTimeout(timer)
  }, [point, texts, inForce, check])
  useEffect(() => {
    if (check.policy) setLastGood(check.policy)
  }, [check])
  return { check, lastGood }
}
