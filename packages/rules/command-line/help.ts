import { type Command, commands } from './commands.ts'

/** One page: what there is, and examples. */
export function helpPage(): string {
  const width = Math.max(...Object.values(commands).map(({ usage }) => usage.length))
  const list = Object.values(commands).map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`)
  return [
    'Policies of Parley, from the command line.',
    '',
    'npm run policy -- COMMAND …',
    '',
    ...list,
    '',
    'FILE is <name>.policy.json or policy.json, with its cases in <name>.cases.json or cases.json beside it.',
    'A folder stands for all policies in it, "-" for stdin. Several at once are fine.',
    '',
    '--json         one JSON object at the end of stdout, and nothing else there',
    '--fail-on      "error" (the default) or "warning": what check, test and analyze fail on',
    '--help         this page; after a command, what the command takes',
    '',
    'Examples',
    '  npm run policy -- init registration --out policies/registration.policy.json',
    '  npm run policy -- check policies/',
    '  npm run policy -- test policies/registration.policy.json --coverage',
    '  npm run policy -- explain policies/registration.policy.json --case "a small deal is refused" --audience partner',
    '  git show main:policies/registration.policy.json | npm run --silent policy -- diff - policies/registration.policy.json',
    '',
    'Exit codes: 0 all is well. 1 the policy has faults: errors, cases that fail, findings to fail on.',
    "2 the command was used wrongly, or a file can't be read.",
    'The language: docs/policies.md',
  ].join('\n')
}

/** What one command takes. */
export function helpOf({ usage, summary, details }: Command): string {
  return [`npm run policy -- ${usage}`, '', summary, '', ...details].join('\n')
}
