import { parentPort } from 'node:worker_threads'
import { backtest } from '@parley/rules/backtest/backtest'
import type { Answered, AsideTasks, Asked } from './aside.ts'
import { checkTexts } from './check-texts.ts'
import { pointOf } from './decision-point.ts'

type Tasks = { [Task in keyof AsideTasks]: (given: AsideTasks[Task]['given']) => AsideTasks[Task]['answer'] }

const tasks: Tasks = {
  check: ({ point, texts, before }) => checkTexts(pointOf(point), texts, before),
  backtest: ({ point, draft, inForce, decisions, options }) =>
    backtest(pointOf(point), draft, decisions, { ...options, ...(inForce ? { inForce } : {}) }),
}

parentPort!.on('message', ({ id, task, given }: Asked) => {
  let answered: Answered
  try {
    answered = { id, answer: tasks[task](given as never) }
  } catch (error) {
    answered = { id, failed: (error as Error).stack ?? String(error) }
  }
  parentPort!.postMessage(answered)
})
