/** What a reason of the matcher speaks for; `neither` when it only says that something can't be compared. */
export type Side = 'for' | 'against' | 'neither'

const against =
  /differ|^only in one name|in one name only|^no word in common|^only common words|spelled differently|says another name|^a short or common name|^another account/i
const neither = /missing$|to compare$|^no legal form/i

export const sideOf = (reason: string): Side =>
  neither.test(reason) ? 'neither' : against.test(reason) ? 'against' : 'for'

/** "rare word in common: acme" as the beginning of a line. */
export const asLine = (reason: string): string => reason.charAt(0).toUpperCase() + reason.slice(1)
