import { parseArgs } from 'node:util'

/** How large a season is, and by which seed it is drawn. */
export type SeasonOptions = {
  months: number
  partners: number
  accounts: number
  registrations: number
  seed: number
}

export const wholeSeason: SeasonOptions = { months: 18, partners: 12, accounts: 300, registrations: 2_000, seed: 6 }

const bounds: Readonly<Record<keyof SeasonOptions, readonly [least: number, most: number]>> = {
  months: [1, 60],
  partners: [2, 40],
  accounts: [10, 2_500],
  registrations: [1, 100_000],
  seed: [0, 2 ** 31],
}

const names = Object.keys(bounds) as (keyof SeasonOptions)[]

/** Reads `--months 18 --json` and the like. Throws one sentence on the first that can't be used. */
export function readOptions(args: readonly string[]): SeasonOptions & { json: boolean } {
  const given = parse(args)
  const options: SeasonOptions & { json: boolean } = { ...wholeSeason, json: given.json === true }
  for (const name of names) {
    const text = given[name]
    if (typeof text !== 'string') continue
    const [least, most] = bounds[name]
    const value = Number(text)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new Error(`--${name} is "${text}": give a whole number from ${least} to ${most}.`)
    options[name] = value
  }
  return options
}

function parse(args: readonly string[]): Record<string, string | boolean | undefined> {
  try {
    const numbers = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
    return parseArgs({ args: [...args], options: { ...numbers, json: { type: 'boolean' } }, strict: true }).values
  } catch {
    throw new Error(`npm run season takes ${names.map((name) => `--${name}`).join(', ')} and --json.`)
  }
}
