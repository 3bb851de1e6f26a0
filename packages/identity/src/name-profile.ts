import { inLatin, skeletonOf, visibleName, wordsOf } from './fold-name.ts'
import { withoutLegalForm, withoutWrittenForm } from './legal-forms.ts'
import { spelledOnce, stemOf, stopWords } from './words.ts'

/** A name, read once: everything the keys and the comparison need. All of it is bounded, whatever was typed. */
export interface NameProfile {
  /** As typed, without what can't be seen. */
  readonly visible: string
  /** Folded words without the legal form, stop words kept, as typed. */
  readonly words: readonly string[]
  /** The words that carry identity, one spelling each. At most 16. Never empty if there's a letter or digit. */
  readonly tokens: readonly string[]
  /** The stem of each token. */
  readonly stems: readonly string[]
  /** `tokens` without spaces. */
  readonly squashed: string
  /** `words` without spaces. */
  readonly plain: string
  /** The sound of `squashed`, roughly. */
  readonly skeleton: string
  /** The class of the legal form: "gmbh", "inc". */
  readonly form: string | null
  /** Initials, with and without stop words. */
  readonly initials: readonly string[]
  /** The whole name, if it may be an acronym: "cqc2t", "isppan". */
  readonly acronym: string | null
  /** Acronyms in capitals within the name: "MARE - Centro de ...". */
  readonly within: readonly string[]
  /** Parts between commas, dashes and brackets, squashed. */
  readonly parts: readonly string[]
  readonly numbers: readonly string[]
  readonly script: 'latin' | 'cjk' | 'other'
}

const cjkLetter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const otherLetter = /(?!\p{Script=Latin})\p{L}/u

/** "District I": the one-letter numeral is otherwise a Slavic or Catalan "and". */
const romanOne = /(?<=\p{Ll}) I(?=$|[ ,)])/gu

export function profileName(name: string): NameProfile {
  const visible = visibleName(name).replace(romanOne, ' 1')
  const written = withoutWrittenForm(visible)
  const { words, form } = identityWords(written.rest)
  const script = cjkLetter.test(visible) ? 'cjk' : otherLetter.test(visible) ? 'other' : 'latin'
  const squashed = script === 'cjk' ? squash(written.rest) : null
  const plain = squashed ?? plainOf(words)
  return completeName({
    visible,
    words,
    squashed,
    script,
    form: form ?? written.form,
    acronym: acronymOf(visible, words, plain),
    within: acronymsWithin(visible),
    parts: partsOf(written.rest, plain),
  })
}

/** What is read of a name; the rest of its profile follows from it. */
export type NameRead = Pick<NameProfile, 'visible' | 'words' | 'script' | 'form' | 'acronym' | 'within' | 'parts'> & {
  /** Null where it is the tokens without spaces. */
  readonly squashed: string | null
}

/** The whole profile; its `skeleton` too, unless that is known. */
export function completeName(read: NameRead, skeleton?: string): NameProfile {
  const { words } = read
  const content = words.filter((word) => !stopWords.has(word))
  const tokens = [...new Set((content.length > 0 ? content : words).map(spelledOnce))].slice(0, 16)
  const squashed = read.squashed ?? tokens.join('').slice(0, 80)
  return {
    ...read,
    tokens,
    stems: tokens.map(stemOf),
    squashed,
    plain: read.squashed ?? plainOf(words),
    skeleton: skeleton ?? skeletonOf(squashed),
    initials: initialsOf(words, content),
    numbers: tokens.filter((token) => /\d/.test(token)),
  }
}

const plainOf = (words: readonly string[]) => words.join('').slice(0, 80)

function identityWords(text: string) {
  const { core, form } = withoutLegalForm(wordsOf(text))
  return { words: core.length > 1 && core[0] === 'the' ? core.slice(1) : core, form }
}

const squash = (text: string) =>
  inLatin(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 80)

function initialsOf(words: readonly string[], content: readonly string[]): string[] {
  const of = (list: readonly string[]) =>
    list
      .slice(0, 12)
      .map((word) => (/^\d/.test(word) ? word.slice(0, 4) : word[0]))
      .join('')
  return [...new Set([of(content), of(words)])].filter((letters) => letters.length > 1 && letters.length <= 12)
}

function acronymOf(visible: string, words: readonly string[], plain: string): string | null {
  if (plain.length < 2 || plain.length > 10 || words.length > 3) return null
  const capital = (visible.match(/\p{Lu}/gu)?.length ?? 0) >= plain.replace(/\d/g, '').length * 0.6
  return words.length === 1 || capital ? plain : null
}

function acronymsWithin(visible: string): string[] {
  if (!/\p{Ll}/u.test(visible)) return []
  const found = visible.match(/(?<![\p{L}\d])[A-Z][A-Za-z]?[A-Z0-9][A-Za-z0-9]{0,7}(?![\p{L}\d])/gu) ?? []
  return [...new Set(found.slice(0, 4).map((each) => each.toLowerCase()))]
}

function partsOf(text: string, plain: string): string[] {
  const pieces = text.split(/[,;:()[\]|/–—]| - /u)
  if (pieces.length < 2) return []
  const squashedPieces = pieces.slice(0, 6).map((piece) =>
    identityWords(piece)
      .words.filter((word) => !stopWords.has(word))
      .map(spelledOnce)
      .join(''),
  )
  return [...new Set(squashedPieces)].filter((piece) => piece.length >= 3 && piece !== plain)
}
