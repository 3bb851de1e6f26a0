import type { Answer } from './answer.ts'
import type { Input, OptionName } from './options.ts'

export type Command = {
  usage: string
  summary: string
  /** The lines of its own page of help. */
  details: readonly string[]
  options: readonly OptionName[]
  /** Loaded when it is asked for, so that each command starts quickly. */
  load: () => Promise<(input: Input) => Answer | Promise<Answer>>
}

const failOn = '--fail-on error|warning   what makes the exit code 1; "error" when left out'
const casesOption = "--cases CASES             the file of cases, when it isn't beside the policy (for one policy)"

/** Every command, by name. */
export const commands: Readonly<Record<string, Command>> = {
  check: {
    usage: 'check FILE…',
    summary: 'Is it a policy, and does it mean something?',
    details: [
      'Checks shape, names, kinds and units, of the policy and of its cases. Runs nothing.',
      '',
      failOn,
      casesOption,
    ],
    options: ['fail-on', 'cases'],
    load: async () => (await import('./commands/check.ts')).check,
  },
  test: {
    usage: 'test FILE…',
    summary: 'Do the cases come out as they say?',
    details: [
      'Runs the cases beside each policy by both evaluators, and shows what was expected and what came out.',
      '',
      '--coverage                which rules decided a case, and which conditions were seen true and false',
      '--propose                 prints the cases that are missing, at each boundary, as JSON to paste;',
      '                          each expects what comes out today: keep those that say what you want',
      failOn,
      casesOption,
    ],
    options: ['fail-on', 'cases', 'coverage', 'propose'],
    load: async () => (await import('./commands/test.ts')).test,
  },
  analyze: {
    usage: 'analyze FILE…',
    summary: 'What does it forget, contradict or never reach?',
    details: [
      'Finds rules that are never reached, contradictions, holes in ranges, rules that fail open and more, with facts',
      'that show each. What the cases file lists under "findings" is expected, and doesn\'t count as a fault.',
      '',
      failOn,
      casesOption,
    ],
    options: ['fail-on', 'cases'],
    load: async () => (await import('./commands/analyze.ts')).analyzeFiles,
  },
  explain: {
    usage: 'explain FILE',
    summary: 'What is decided of these facts, and why?',
    details: [
      '--facts FACTS.json        an object of facts; "-" reads it from stdin',
      '--case "NAME"             or the facts of a case, by its name or id',
      '--audience partner|staff  whose words; "staff" when left out',
      '--locale en-GB            how numbers and dates are written',
      casesOption,
    ],
    options: ['facts', 'case', 'audience', 'locale', 'cases'],
    load: async () => (await import('./commands/explain.ts')).explainDecision,
  },
  render: {
    usage: 'render FILE…',
    summary: 'The rules of engagement, to be published.',
    details: [
      '--audience partner|staff  the published rules, or all of them; "partner" when left out',
      '--format markdown|text|json',
      '--locale en-GB            how numbers and dates are written',
    ],
    options: ['audience', 'format', 'locale'],
    load: async () => (await import('./commands/render.ts')).render,
  },
  diff: {
    usage: 'diff OLD NEW',
    summary: 'What changed between two versions, in plain language.',
    details: ['Either may be "-" for stdin, for example from git show. The exit code is 0 whether they differ or not.'],
    options: [],
    load: async () => (await import('./commands/diff.ts')).diff,
  },
  backtest: {
    usage: 'backtest DRAFT --decisions FILE',
    summary: 'What would this draft have decided of past decisions?',
    details: [
      '--decisions FILE.jsonl    one recorded decision a line; "-" reads stdin:',
      '                          {"id": "…", "facts": {…}, "outcome": {"type": "…", "params": {…}}}',
      '                          and, where you have them, "decidedBy", "policyVersion", "partner", "tier",',
      '                          "productFamily", "amountMinor"',
      '--in-force FILE           compares with what this policy decides, instead of what was recorded',
      '--locale en-GB            how numbers are written',
    ],
    options: ['decisions', 'in-force', 'locale'],
    load: async () => (await import('./commands/backtest.ts')).backtestDraft,
  },
  init: {
    usage: 'init POINT',
    summary: 'Writes a starter policy with its cases.',
    details: [
      '--out FILE                where to; <point>.policy.json here when left out. Files that exist are never changed',
      '--whole                   our default policy with all of its rules, instead of a few to begin with',
    ],
    options: ['out', 'whole'],
    load: async () => (await import('./commands/init.ts')).init,
  },
  holidays: {
    usage: 'holidays COUNTRY --from YEAR --to YEAR',
    summary: 'The "holidays" of a calendar.',
    details: [
      'COUNTRY is an ISO 3166 code, for example DE. Prints public holidays as a list to paste into "calendar".',
      '',
      '--from 2026 --to 2030     the first and the last year',
      '--region BY               a part of the country that has holidays of its own',
    ],
    options: ['from', 'to', 'region'],
    load: async () => (await import('./commands/holidays.ts')).holidays,
  },
}
