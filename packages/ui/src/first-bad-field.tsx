import { ProblemError } from '@parley/contract/client'

let lastSent: HTMLFormElement | null = null

/** Remembers which form was sent last: the server's words about its fields arrive later. Called once, as an app starts. */
export function watchForms(): void {
  if (typeof document === 'undefined') return
  document.addEventListener('submit', ({ target }) => {
    lastSent = target as HTMLFormElement
  })
}

/** What was sent is kept: a later refusal of something else moves nobody. */
export function formIsKept(): void {
  lastSent = null
}

const canHaveFocus = 'input:not([type="hidden"]), select, textarea, button'

function firstBadField(form: HTMLFormElement): HTMLElement | null {
  const bad = form.querySelector<HTMLElement>('[aria-invalid="true"]')
  return bad?.matches(canHaveFocus) ? bad : (bad?.querySelector<HTMLElement>(canHaveFocus) ?? null)
}

/**
 * After a refusal that names fields, the reader is at the first of them: in a long form it may stand far above the button.
 * The fields show it only once the screen has been drawn with it.
 */
export function goToFirstBadField(error: unknown): void {
  const form = lastSent
  if (!form || !(error instanceof ProblemError) || !error.problem.errors?.length) return
  const look = (more: number) => {
    const field = form.isConnected ? firstBadField(form) : null
    if (!field) {
      if (more > 0) setTimeout(() => look(more - 1), 30)
      return
    }
    field.focus({ preventScroll: true })
    // With its label above it, and what is wrong below it, unless it has a page of choices.
    const whole = field.closest<HTMLElement>('fieldset, .mantine-InputWrapper-root') ?? field
    if (whole.offsetHeight < window.innerHeight / 2) whole.scrollIntoView({ block: 'nearest' })
    else field.scrollIntoView({ block: 'center' })
  }
  setTimeout(() => look(10), 30)
}
