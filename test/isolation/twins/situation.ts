import type { Company } from '../../support/market.ts'
import type { TwinWorld } from './twin-world.ts'

/** Something that may be so in a world; each plans what the listener, its rivals and the vendor do. */
export type Situation = (w: TwinWorld) => void

/** Amounts that only a person can give. */
export const large = [50_000_000, 90_000_000] as const

export const about = ({ name, country }: Company) => ({
  company: name,
  country: country ?? 'US',
  productFamily: 'backup',
})

/** Words of a rival's own, or about a rival. */
export const aNote = (w: TwinWorld) =>
  `The ${w.varied.pick(['ochre', 'umber', 'cobalt'])} plan ${w.varied.whole(1, 9_999)}`
