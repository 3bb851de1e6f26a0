/** Writes docs/decision-points.md, the facts and outcomes of each point: `node packages/rules/schemas/write-points.ts`. */
import { writeFileSync } from 'node:fs'
import { pathOfPage } from '../command-line/manual/pages.ts'
import { pointsPage } from '../command-line/manual/points-page.ts'

writeFileSync(pathOfPage('decision-points.md'), pointsPage())
