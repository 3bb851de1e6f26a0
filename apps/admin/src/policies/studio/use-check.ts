import type { PointId } from '@parley/rules/points/points'
import { readerLocale } from '@parley/ui/locale'
import { useEffect, useRef, useState } from 'react'
import type { Check, InWords, Texts } from './check.ts'
import type { Base } from './check-texts.ts'
import type { Proposals } from './propose-examples.ts'
import type { Answered, Asked } from './studio-worker.ts'

export type Opened = { point: PointId; inForce: Omit<Base, 'policy'> }

const pauseMs = 80
/** The analysis is mostly faster than this: then the problems don't go and come again. */
const waitForAnalysisMs = 400

/** A thread of its own for one draft: however long a policy takes, typing goes on. */
function openWorker(opened: Opened, onAnswer: (answered: Answered) => void): Worker {
  const worker = new Worker(new URL('./studio-worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Answered>) => onAnswer(data))
  worker.postMessage({ ask: 'open', ...opened, locale: readerLocale() } satisfies Asked)
  return worker
}

type Checked = { check: Check | null; lastGood: InWords | null; failed: boolean }

/** The check of the texts, a moment after each pause in typing; `lastGood` is the last policy without mistakes, in words. */
export function useCheck(opened: Opened, texts: Texts): Checked {
  const [checked, setChecked] = useState<Checked>({ check: null, lastGood: null, failed: false })
  const worker = useRef<Worker>(null)
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined
    const show = (check: Check) =>
      setChecked((before) => ({ check, lastGood: check.inWords ?? before.lastGood, failed: false }))
    const opening = openWorker(opened, (answered) => {
      if (!('check' in answered)) return
      const { check } = answered
      clearTimeout(waiting)
      if (check.analysed) show(check)
      else waiting = setTimeout(() => show(check), waitForAnalysisMs)
    })
    opening.addEventListener('error', () => setChecked((before) => ({ ...before, failed: true })))
    worker.current = opening
    return () => {
      clearTimeout(waiting)
      opening.terminate()
    }
  }, [opened])
  useEffect(() => {
    const timer = setTimeout(() => worker.current?.postMessage({ ask: 'check', texts } satisfies Asked), pauseMs)
    return () => clearTimeout(timer)
  }, [opened, texts])
  return checked
}

/** Examples that the texts lack, looked for while `wanted`: those of older texts, until there are newer ones. */
export function useProposals(opened: Opened, texts: Texts, wanted: boolean): Proposals | null {
  const [proposals, setProposals] = useState<Proposals | null>(null)
  useEffect(() => {
    if (!wanted) return
    let worker: Worker | undefined
    const timer = setTimeout(() => {
      worker = openWorker(opened, (answered) => 'proposals' in answered && setProposals(answered.proposals))
      worker.postMessage({ ask: 'propose', texts } satisfies Asked)
    }, 4 * pauseMs)
    return () => {
      clearTimeout(timer)
      worker?.terminate()
    }
  }, [opened, texts, wanted])
  return proposals
}
