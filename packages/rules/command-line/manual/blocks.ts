/** A fenced block of the manual: ```json policy policies/registration.policy.json */
export type Block = {
  /** `json`, `jsonl`, `sh`, `text` or another language. */
  language: string
  /** What kind of example it is: `policy`, `cases`, `part`, `finding` …; empty when the fence doesn't say. */
  sort: string
  /** What else the fence says: a file, a decision point, the kind of a finding. */
  names: readonly string[]
  text: string
  /** Counted from 1: the line of its fence. */
  line: number
}

const fenced = /^```(\w+)([^\n]*)\n(.*?)^```$/gms

/** Every fenced block of a page that says its language, in order. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(fenced)].map((match) => {
    const [sort = '', ...names] = match[2]!.trim().split(/\s+/)
    const line = page.slice(0, match.index).split('\n').length
    return { language: match[1]!, sort, names, text: match[3]!, line }
  })
}

/** The page with the text of some blocks replaced. */
export function withTexts(page: string, texts: ReadonlyMap<number, string>): string {
  return page.replaceAll(fenced, (whole, language: string, info: string, _text: string, offset: number) => {
    const text = texts.get(page.slice(0, offset).split('\n').length)
    return text === undefined ? whole : `\`\`\`${language}${info}\n${text}\`\`\``
  })
}
