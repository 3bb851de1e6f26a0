import { useDebouncedValue } from '@mantine/hooks'
import { ProblemError } from '@parley/contract/client'
import type { PrecheckAnswer } from '@parley/contract/home'
import { useCall } from '@parley/ui/query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { routes, useNow } from '../api.ts'
import { type DealForm, toPrecheck } from './deal-form.ts'

const checkAfterMs = 250
const restSecondsAtLeast = 5

/** How the deal would be decided, as far as it is typed. */
export type Live = {
  answer: PrecheckAnswer | null
  checking: boolean
  error: unknown
  /** The instant from which it is asked again, where the vendor answers no more questions this hour. */
  restsUntil: string | null
  retry: () => void
}

/**
 * The live answer: asked 250 ms after typing stops; an earlier question is aborted, the last answer stays in view. When the company
 * has asked as often as the vendor answers in an hour, it rests, and goes on by itself.
 */
export function usePrecheck(form: DealForm, currency: string): Live {
  const now = useNow()
  const body = JSON.stringify(toPrecheck(form, currency))
  const [settled] = useDebouncedValue(body, checkAfterMs)
  const asked = useMemo(() => JSON.parse(settled) as ReturnType<typeof toPrecheck>, [settled])
  const known = asked.account?.name !== undefined || asked.productFamily !== undefined
  const [rest, setRest] = useState<{ until: string; seconds: number } | null>(null)
  const answer = useCall(
    routes.precheck,
    { body: asked },
    { enabled: known && rest === null, keep: true, staleMs: 15_000 },
  )
  const { error } = answer
  const tooMany = error instanceof ProblemError && error.problem.code === 'tooMany' ? error : null
  const latestNow = useRef(now)
  latestNow.current = now
  useEffect(() => {
    if (tooMany === null) return
    const seconds = Math.max(restSecondsAtLeast, tooMany.retryAfterSeconds ?? 0)
    setRest({ seconds, until: new Date(Date.parse(latestNow.current) + seconds * 1000).toISOString() })
  }, [tooMany])
  useEffect(() => {
    if (rest === null) return
    const timer = setTimeout(() => setRest(null), rest.seconds * 1000)
    return () => clearTimeout(timer)
  }, [rest])
  // An error doesn't take the last answer away.
  const last = useRef<PrecheckAnswer | null>(null)
  if (answer.data) last.current = answer.data.data
  return {
    answer: known ? last.current : null,
    checking: rest === null && (body !== settled || answer.isFetching),
    error: rest === null && tooMany === null ? error : null,
    restsUntil: rest === null ? null : rest.until,
    retry: () => void answer.refetch(),
  }
}
