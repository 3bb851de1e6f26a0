// `npm run programs [-- --json]`: every worked case of the real programs, as their policies decide it.
import { type Accounted, type AccountedProgram, accountForPrograms } from './account-for-programs.ts'
import { paintFor } from './paint.ts'
import { table } from './table.ts'

const paint = paintFor(process.stdout, process.env)
const { programs, faults } = await accountForPrograms()
const cases = programs.flatMap((program) => program.cases)
const isGap = ({ basis }: Accounted) => basis.includes('G')
const isMissing = ({ runs, gaps }: Accounted) => runs.length + gaps.length === 0
const passes = ({ problems }: Accounted) => problems.length === 0
const gapIsFound = ({ gaps }: Accounted) => gaps.length > 0 && gaps.every(({ found }) => found)

const sums = {
  programs: programs.length,
  cases: cases.length,
  passed: cases.filter(passes).length,
  failed: cases.filter((each) => !passes(each)).length,
  gapsExpected: cases.filter(isGap).length,
  gapsFound: cases.filter((each) => isGap(each) && gapIsFound(each)).length,
  missing: cases.filter(isMissing).map(({ id }) => id),
  faults,
}

function rowOf({ program, name, cases: all }: AccountedProgram): string[] {
  const gaps = all.filter(isGap)
  const found = `${gaps.filter(gapIsFound).length} of ${gaps.length}`
  return [`${program} ${name}`, String(all.length), String(all.filter(passes).length), gaps.length > 0 ? found : '']
}

function problemsInWords(): string[] {
  const failing = cases.filter((each) => !passes(each))
  return failing.flatMap(({ id, title, problems }) => [
    `${paint.red(id)} ${title}`,
    ...problems.map((each) => `  ${each}`),
  ])
}

if (process.argv.includes('--json')) console.log(JSON.stringify(sums))
else {
  const total = ['all', String(sums.cases), String(sums.passed), `${sums.gapsFound} of ${sums.gapsExpected}`]
  const rows = table([['program', 'cases', 'passed', 'gaps found'], ...programs.map(rowOf), total])
  console.log(
    [...rows, ...['', ...problemsInWords(), ...faults].slice(0, sums.failed + faults.length > 0 ? undefined : 0)].join(
      '\n',
    ),
  )
}
process.exitCode = sums.failed + faults.length > 0 ? 1 : 0
