import type { Conflict } from '@parley/contract/accounts'

/** "A", "A and B", "A, B and C". */
export const listed = (words: readonly string[]): string =>
  new Intl.ListFormat('en').format(words).replace(/, and /, ' and ')

/** Who wants what here: "Alder Ridge and Brightwater both want Backup here". */
export function conflictWords({
  interests,
  acting,
  productFamilyName,
}: Pick<Conflict, 'interests' | 'acting' | 'productFamilyName'>): string {
  const partners = [...new Set([...interests.map(({ partnerName }) => partnerName), ...acting.map(({ name }) => name)])]
  if (partners.length < 2) return `${partners[0] ?? 'A partner'} wants ${productFamilyName} here more than once`
  return `${listed(partners)} ${partners.length === 2 ? 'both' : 'all'} want ${productFamilyName} here`
}

export const openedWords: Record<Conflict['openedBecause'], string> = {
  overlap: 'A second partner registered the same.',
  family: 'They registered at different accounts of one family.',
  merge: 'Two records became one, and more than one wants it.',
  pipeline: 'Our own sales team works on it too.',
  engagement: 'Somebody acts there without a registration.',
}

export const closedWords: Record<NonNullable<Conflict['closedBecause']>, string> = {
  settledByPolicy: 'The policy settled it.',
  oneInterestLeft: 'One interest was left.',
  joined: 'A merge made it one with another case.',
  unmerged: 'The merge was undone.',
  awarded: 'It was decided who leads.',
  teamed: 'The partners team.',
}
