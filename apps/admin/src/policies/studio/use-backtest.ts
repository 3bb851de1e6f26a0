import type { PolicyBacktest } from '@parley/contract/policies'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call, policies } from '../../api.ts'
import { mergeBacktests } from './merge-backtest.ts'

export type Against = PolicyBacktest['against']
export type BacktestState = {
  running: boolean
  /** What was found so far; null before the first page. */
  report: PolicyBacktest | null
  /** The text that it was asked for. */
  of: string
  /** How many decisions there will be in all, as far as they are read. */
  total: number
  error: unknown
}

const none: BacktestState = { running: false, report: null, of: '', total: 0, error: null }

/** Decisions of one page, and the most that are read: the newest ones. */
const pageSize = 1_000
export const mostDecisions = 20_000

/** Runs past decisions by a draft, page by page, so that there is something to see from the first one on. */
export function useBacktest(point: string) {
  const [state, setState] = useState(none)
  const controller = useRef<AbortController>(null)
  useEffect(() => () => controller.current?.abort(), [])
  const stop = useCallback(() => {
    controller.current?.abort()
    setState((now) => ({ ...now, running: false }))
  }, [])
  const start = useCallback(
    async (document: string, against: Against) => {
      controller.current?.abort()
      const begun = new AbortController()
      const { signal } = begun
      controller.current = begun
      setState({ ...none, running: true, of: document })
      try {
        const page = async (cursor: string | null): Promise<PolicyBacktest> => {
          const body = { document, against, limit: pageSize, ...(cursor === null ? {} : { cursor }) }
          return (await call(policies.backtest, { params: { point }, body, signal })).data
        }
        let report = await page(null)
        const total = Math.min(report.recorded ?? report.decisions, mostDecisions)
        const show = () => !signal.aborted && setState({ running: true, report, of: document, total, error: null })
        show()
        while (report.nextCursor !== null && report.decisions < mostDecisions && !signal.aborted) {
          report = mergeBacktests(report, await page(report.nextCursor))
          show()
        }
        if (signal.aborted) return
        setState((now) => ({ ...now, running: false }))
      } catch (error) {
        if (!signal.aborted) setState((now) => ({ ...now, running: false, error }))
      }
    },
    [point],
  )
  return { state, start, stop }
}
