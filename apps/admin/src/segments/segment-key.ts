/** A segment as the address names it: `US/columbus/backup`. What is empty is all of it. */
export type SegmentKey = { country: string; place: string; productFamily: string }

export const keyOf = ({ country, place, productFamily }: SegmentKey): string => `${country}/${place}/${productFamily}`

/** The part between the first and the last stroke is the place: a city's name may have strokes in it. */
export function readKey(text: string): SegmentKey {
  const [country = '', ...rest] = text.split('/')
  const productFamily = rest.pop() ?? ''
  return { country, place: rest.join('/'), productFamily }
}
