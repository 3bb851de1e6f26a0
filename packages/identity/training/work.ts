import { parentPort, workerData } from 'node:worker_threads'
import type { Packed } from './examples.ts'
import { readFolder } from './read-folder.ts'
import { trainModel } from './train-models.ts'
import { lessonsOf } from './training-examples.ts'

/** A worker's one task: the lessons of a fold, or the trees for a question. */
export type Task =
  | { readonly kind: 'lessons'; readonly folder: string; readonly fold: number }
  | { readonly kind: 'trees'; readonly lessons: readonly Packed[]; readonly question: 'same' | 'related' }

const task = workerData as Task
parentPort!.postMessage(
  task.kind === 'lessons' ? lessonsOf(readFolder(task.folder), task.fold) : trainModel(task.lessons, task.question),
)
