/** Edits to a policy's text as its author would type them: everything else stays as it was written. */
export type Texts = { document: string; cases: string }

/** Another number for a parameter. */
export function withParameter(texts: Texts, name: string, value: number): Texts {
  const pattern = new RegExp(`("${name}"\\s*:\\s*\\{[^}]*?"value"\\s*:\\s*)-?\\d+`)
  if (!pattern.test(texts.document)) throw new Error(`The policy has no parameter ${name} to edit.`)
  return { ...texts, document: texts.document.replace(pattern, `$1${value}`) }
}

/** Cases whose names speak of the old number speak of the new one. */
export function withCaseNames(texts: Texts, from: string, to: string): Texts {
  if (!texts.cases.includes(from)) throw new Error(`No case is named with “${from}”.`)
  return { ...texts, cases: texts.cases.replaceAll(from, to) }
}

/** Where the cases give this name one of these numbers, another one: a boundary has moved. */
export function withCaseNumbers(texts: Texts, name: string, numbers: readonly (readonly [number, number])[]): Texts {
  const moved = new Map(numbers.map(([from, to]) => [String(from), String(to)]))
  const pattern = new RegExp(`("${name.replaceAll('.', '\\.')}"\\s*:\\s*)(\\d+)\\b`, 'g')
  const cases = texts.cases.replaceAll(pattern, (whole, head: string, number: string) =>
    moved.has(number) ? `${head}${moved.get(number)}` : whole,
  )
  return { ...texts, cases }
}
