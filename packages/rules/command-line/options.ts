import { parseArgs } from 'node:util'
import { suggestion } from '../src/names.ts'
import { WrongUse } from './answer.ts'
import type { Paint } from './paint.ts'

export type OptionName =
  | 'json'
  | 'help'
  | 'fail-on'
  | 'cases'
  | 'coverage'
  | 'propose'
  | 'facts'
  | 'case'
  | 'audience'
  | 'locale'
  | 'format'
  | 'decisions'
  | 'in-force'
  | 'out'
  | 'whole'
  | 'from'
  | 'to'
  | 'region'

const flags: ReadonlySet<OptionName> = new Set(['json', 'help', 'coverage', 'propose', 'whole'])

/** What a command is given. `folder` is where the person stands; `readStdin` may be asked once. */
export type Input = {
  names: readonly string[]
  options: Options
  folder: string
  readStdin: () => string
  paint: Paint
}

/** The values of options, each checked when it is asked for. */
export class Options {
  #values: Readonly<Record<string, string | boolean | undefined>>
  constructor(values: Readonly<Record<string, string | boolean | undefined>>) {
    this.#values = values
  }
  flag(name: OptionName): boolean {
    return this.#values[name] === true
  }
  text(name: OptionName): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }
  needed(name: OptionName, mend: string): string {
    const value = this.text(name)
    if (value === undefined) throw new WrongUse(`--${name} is missing.`, mend)
    return value
  }
  oneOf<T extends string>(name: OptionName, values: readonly T[], otherwise: T): T {
    const value = this.text(name) ?? otherwise
    const found = values.find((each) => each === value)
    if (found === undefined) throw new WrongUse(`--${name} can't be "${value}".`, suggestion(value, values))
    return found
  }
  /** A BCP 47 tag that this machine can format for. */
  locale(): string {
    const value = this.text('locale') ?? 'en-US'
    try {
      return Intl.getCanonicalLocales(value)[0]!
    } catch {
      throw new WrongUse(`--locale can't be "${value}".`, 'Write a language tag, for example "en-GB" or "de-DE".')
    }
  }
}

/** Reads what stands after the command's name. Throws WrongUse for an option that it hasn't. */
export function readArguments(
  args: readonly string[],
  allowed: readonly OptionName[],
): { names: string[]; options: Options } {
  const all: readonly OptionName[] = ['json', 'help', ...allowed]
  const config = Object.fromEntries(
    all.map((name) => [name, { type: flags.has(name) ? 'boolean' : 'string' } as const]),
  )
  refuseUnknown(args, all)
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: config, allowPositionals: true })
    return { names: positionals, options: new Options(values as Record<string, string | boolean>) }
  } catch (mistake) {
    throw new WrongUse(sentenceOf(mistake), 'Add --help to see what the command takes.')
  }
}

function refuseUnknown(args: readonly string[], all: readonly OptionName[]): void {
  const end = args.indexOf('--')
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const name = /^--([^=]+)/.exec(arg)?.[1]
    if (name !== undefined && !(all as readonly string[]).includes(name))
      throw new WrongUse(
        `This command has no option --${name}.`,
        suggestion(name, all).replaceAll(/"([^"]+)"/g, '--$1'),
      )
  }
}

/** Node says "Option '--case <value>' argument missing" with a lecture after it. */
function sentenceOf(mistake: unknown): string {
  const text = mistake instanceof Error ? mistake.message : String(mistake)
  const option = /'(?:-\w, )?(--[\w-]+)/.exec(text)?.[1]
  if (option && /argument missing|is ambiguous/.test(text)) return `${option} needs a value after it.`
  if (option && /does not take an argument/.test(text)) return `${option} takes no value.`
  return text.split('\n')[0]!
}
