const scripts = { Latin: /\p{Script=Latin}/u, Cyrillic: /\p{Script=Cyrillic}/u, Greek: /\p{Script=Greek}/u } as const

/** What can't be seen in a name but tells it from another: look-alike letters, invisible characters. Null when nothing. */
export function oddLetters(name: string): string | null {
  if (/[\p{Cf}\p{Zl}\p{Zp}]/u.test(name)) return 'Has characters that can’t be seen.'
  for (const word of name.split(/[^\p{L}\p{M}]+/u)) {
    const found = Object.entries(scripts).filter(([, pattern]) => pattern.test(word))
    if (found.length > 1) return `Mixes ${found.map(([script]) => script).join(' and ')} letters in one word.`
  }
  return null
}
