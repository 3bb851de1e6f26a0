/**
 * How a reader writes dates and amounts: the first English of its Accept-Language, `en-US` where there is none. All words
 * are English, so nothing else would fit into the sentences; the apps choose alike.
 */
export function readerLocale(acceptLanguage: string | undefined): string {
  const tags = (acceptLanguage ?? '').slice(0, 200).split(',')
  return tags.map((tag) => tag.split(';')[0]!.trim()).find((tag) => /^en(-[A-Z]{2})?$/.test(tag)) ?? 'en-US'
}
