import type { Point } from '@parley/rules/point'
import { type PointId, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import type { Check, Texts } from './check.ts'
import { analyseTexts, type Base, readTexts } from './check-texts.ts'
import { type Proposals, proposeExamples } from './propose-examples.ts'

/** `open` first, and once: whose policy it is, and what it is compared with. */
export type Asked =
  | { ask: 'open'; point: PointId; inForce: Omit<Base, 'policy'>; locale: string }
  | { ask: 'check'; texts: Texts }
  | { ask: 'propose'; texts: Texts }
/** A check comes twice: without the analysis, and with it. */
export type Answered = { check: Check } | { proposals: Proposals }

let opened: { point: Point; inForce: Base; locale: string } | undefined
let latest: Texts | undefined

const answer = (answered: Answered) => self.postMessage(answered)

/** Lets what was typed meanwhile come in. */
const others = () => new Promise((resolve) => setTimeout(resolve))

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => void work(data))

async function work(asked: Asked): Promise<void> {
  if (asked.ask === 'open') {
    const point = points[asked.point]
    const policy = parsePolicy(point, asked.inForce.document).policy ?? null
    opened = { point, locale: asked.locale, inForce: { ...asked.inForce, policy } }
    return
  }
  const { point, inForce, locale } = opened!
  latest = asked.texts
  await others()
  if (latest !== asked.texts) return
  if (asked.ask === 'propose') return answer({ proposals: proposeExamples(point, asked.texts, locale) })
  const read = readTexts(point, asked.texts, inForce, locale)
  answer({ check: read.check })
  if (read.check.analysed) return
  await others()
  if (latest === asked.texts) answer({ check: analyseTexts(point, read, locale) })
}
