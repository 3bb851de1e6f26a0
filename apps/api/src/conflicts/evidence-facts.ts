import type { FactValue } from '@parley/rules/point'
import type { Shown } from './shown-evidence.ts'

/** Facts as far as they are known; null and undefined are unknown. */
export type Known = Record<string, FactValue | null | undefined>

const present = (values: readonly (FactValue | null | undefined)[]) =>
  values.filter((value): value is string => typeof value === 'string').toSorted()
export const least = (values: readonly (FactValue | null | undefined)[]) => present(values)[0]
export const greatest = (values: readonly (FactValue | null | undefined)[]) => present(values).at(-1)

/** What was shown for a claim. Nothing on record is nothing shown: evidence is what counts, not what might have been. */
export function evidenceFacts(shown: readonly Shown[]): Known {
  const of = (...kinds: Shown['shows'][]) => shown.filter(({ shows }) => kinds.includes(shows))
  const latest = (all: readonly Shown[]) => greatest(all.map(({ shownOn }) => shownOn))
  const met = of('meeting').filter(({ withWhom }) => withWhom !== null)
  const proofs = of('proofOfConcept', 'paidProofOfConcept')
  const signed = of('signedWork')
  return {
    'evidence.datedMeetings': new Set(met.map(({ shownOn, withWhom }) => `${shownOn} ${withWhom}`)).size,
    'evidence.latestMeetingOn': latest(met),
    'evidence.demoHeld': of('demo').length > 0,
    'evidence.proofOfConcept': of('paidProofOfConcept').length > 0 ? 'paid' : proofs.length > 0 ? 'done' : 'none',
    'evidence.proofOfConceptOn': latest(proofs),
    'evidence.customerLetter':
      of('nomination').length > 0 ? 'namesYou' : of('recommendation').length > 0 ? 'recommendsYou' : 'none',
    'evidence.customerConfirmed': of('customersWord').length > 0 ? 'email' : 'none',
    'evidence.wroteSpecification': of('specification').length > 0,
    'evidence.proofSigned': signed.length > 0,
    'evidence.latestProofOn': latest(signed),
  }
}
