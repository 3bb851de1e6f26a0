import { staffEvidence } from '@parley/contract/routes/evidence'
import { EvidenceItems } from '@parley/ui/evidence'
import { useCall, useNow } from '../api.ts'
import { Section } from '../layout/section.tsx'

/** What the partner has shown. Nothing shown is nothing to see: the section is left out. */
export function EvidenceOf({ registrationId }: { registrationId: string }) {
  const now = useNow()
  const found = useCall(staffEvidence.list, { params: { id: registrationId } })
  const items = found.data?.data.items ?? []
  if (items.length === 0) return null
  return (
    <Section title="What the partner has shown">
      <EvidenceItems items={items} now={now} pathOf={({ id }) => `/api/v1/staff/evidence/${id}/file`} />
    </Section>
  )
}
