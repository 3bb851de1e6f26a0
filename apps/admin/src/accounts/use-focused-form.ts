import { useEffect, useRef } from 'react'

/** The first field has the focus at the start; later the first one that says what to mend. */
export function useFocusedForm(errors: Record<string, string>) {
  const form = useRef<HTMLFormElement>(null)
  const wrong = Object.keys(errors).length > 0
  useEffect(() => {
    const first = wrong ? '[aria-invalid="true"]' : 'input'
    form.current?.querySelector<HTMLElement>(first)?.focus({ preventScroll: !wrong })
  }, [wrong])
  return form
}
