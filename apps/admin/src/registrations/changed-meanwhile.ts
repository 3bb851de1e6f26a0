import type { StaffRegistration } from '@parley/contract/registrations'
import { statusWord } from '../layout/staff-status.tsx'

/** What somebody else changed between two readings of a registration, in sentences. Empty when nothing did. */
export function changedMeanwhile(before: StaffRegistration, after: StaffRegistration): string[] {
  if (before.version === after.version) return []
  const said: string[] = []
  if (before.summary.status !== after.summary.status)
    said.push(`It is now “${statusWord(after.summary.status)}”; it was “${statusWord(before.summary.status)}”.`)
  if (before.decision.decisionId !== after.decision.decisionId)
    said.push(`${after.decision.decidedByName ?? 'The policy'} decided: ${after.decision.headline}`)
  const known = new Set(before.timeline.map((entry) => `${entry.at} ${entry.kind} ${entry.text}`))
  for (const entry of after.timeline)
    if (!entry.ahead && !known.has(`${entry.at} ${entry.kind} ${entry.text}`)) said.push(`${entry.by}: ${entry.text}`)
  const answers = (from: StaffRegistration) => from.informationRequests.filter(({ answer }) => answer !== null).length
  if (answers(after) > answers(before)) said.push('The partner answered a question.')
  return said.length > 0 ? said : ['A detail of it was edited.']
}
