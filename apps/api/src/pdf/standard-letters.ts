import { inLatin } from '@parley/identity/fold-name'

/** What the fonts that every PDF reader has can write: WinAnsi, after ISO 32000-1, annex D. */
const writable = /^[\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu
const wide = /[\u2000-\u200a\u202f\u205f\u3000]/g

/**
 * A text in letters that a standard font has. Words with others are written in Latin ones, "Kliničko" as "Klinicko"; a sign that has no
 * Latin spelling is named by its number, so that nothing vanishes.
 */
export function inStandardLetters(text: string): string {
  const plain = text.replaceAll('\u2212', '-').replaceAll(wide, '\xa0').replaceAll(/\s+/g, ' ').replaceAll(unseen, '')
  return writable.test(plain) ? plain : plain.replaceAll(/[^ \xa0]+/g, wordInStandardLetters)
}

export const isWritable = (text: string): boolean => inStandardLetters(text) === text

function wordInStandardLetters(word: string): string {
  if (writable.test(word)) return word
  const latin = inLatin(word.normalize('NFC'))
  if (latin !== '' && writable.test(latin)) return latin
  return [...word].map((sign) => (writable.test(sign) ? sign : inLatin(sign) || numberOf(sign))).join('')
}

const numberOf = (sign: string) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`
