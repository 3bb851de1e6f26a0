/** Writes what the program answers into the manual's examples: `node packages/rules/command-line/manual/write-answers.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { answersOn } from './answers.ts'
import { blocksOf, withTexts } from './blocks.ts'
import { manualPages, pathOfPage } from './pages.ts'

for (const page of manualPages) {
  const text = readFileSync(pathOfPage(page), 'utf8')
  writeFileSync(pathOfPage(page), withTexts(text, await answersOn(blocksOf(text))))
}
