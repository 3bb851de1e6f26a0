import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { trainedModel } from '../src/trained-model.ts'
import { chanceOf, sumOf } from '../src/trees.ts'
import { examplesOf, indexOf } from './examples.ts'
import { readFolder } from './read-folder.ts'

const folder = readFolder(fileURLToPath(new URL('./sample', import.meta.url)))
const { dictionary } = trainedModel
/** Far below where a person is asked (0.49) or a relative is named (0.24). */
const mostLeftBehind = 0.1
const rows = examplesOf(folder, folder.queries, indexOf(folder, dictionary), dictionary).flatMap((each) => each.rows)

it.each(['same', 'related'] as const)(
  'of the %s, nobody who could be the answer is left behind at the first glance',
  (question) => {
    const { glance, ...all } = trainedModel[question]
    const left = rows.filter((row) => sumOf(trainedModel[question], row) !== sumOf(all, row))
    expect(left.length).toBeGreaterThan(rows.length / 3)
    expect(left.map((row) => chanceOf(all, sumOf(all, row))).filter((chance) => chance > mostLeftBehind)).toEqual([])
    expect(glance!.trees).toBeLessThan(all.roots.length / 3)
  },
)
