import { useReadOnly } from '@parley/ui/read-only'

/** Above a form, for whoever only looks as somebody: said before anything is typed. */
export function ReadOnlyNote() {
  const reason = useReadOnly()
  return reason && <p>{reason} Nothing can be sent from here.</p>
}
