/**
 * How dates and amounts are written: English, as in the reader's region where the browser names one. All words are
 * English, so that nothing else would fit into the sentences. The API reads the same list from Accept-Language.
 */
export const readerLocale = (): string => navigator.languages.find((tag) => /^en(-[A-Z]{2})?$/.test(tag)) ?? 'en-US'
