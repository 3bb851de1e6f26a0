import type { ClaimState } from '@parley/contract/claims'
import type { DealStage } from '@parley/contract/deals'
import type { ExposureState } from '@parley/contract/exposure'
import type { Tone } from '@parley/ui/theme'

export const stageTones: Record<DealStage, Tone> = { open: 'waiting', won: 'granted', lost: 'neutral' }
export const exposureTones: Record<ExposureState, Tone> = {
  within: 'granted',
  near: 'waiting',
  over: 'refused',
  marginUnknown: 'neutral',
}
export const claimTones: Record<ClaimState, Tone> = {
  open: 'neutral',
  waits: 'waiting',
  payable: 'granted',
  paid: 'granted',
  nothing: 'refused',
  margin: 'granted',
  declined: 'refused',
}

export const kindWords = { new: 'New business', expansion: 'Expansion', renewal: 'Renewal' } as const
export const tenderWords = { none: 'No tender', planned: 'A tender is planned', published: 'A tender is out' } as const
export const earnsWords: Record<string, string> = {
  margin: 'margin on its own invoice',
  commission: 'commission that we pay',
  ownServices: 'what its own services earn',
}
/** The role in the claim as a verb for the past. */
export const options = <K extends string>(words: Readonly<Record<K, string>>) =>
  (Object.entries(words) as [K, string][]).map(([value, label]) => ({ value, label }))
