import type { ReactNode } from 'react'
import classes from './fields.module.css'

/** What every field takes. `name` becomes the element's id, so that errors and reloads find the field again. */
export type FieldProps<T> = {
  label: string
  value: T
  onChange: (value: T) => void
  name?: string | undefined
  error?: string | undefined
  hint?: ReactNode
  /** False says "optional" beside the label; true announces it as required. */
  required?: boolean | undefined
  disabled?: boolean | undefined
  autoComplete?: string | undefined
  onBlur?: (() => void) | undefined
}

export function FieldLabel({ label, required }: { label: string; required?: boolean | undefined }) {
  return (
    <span className={classes.label}>
      {label}
      {required === false && <span className={classes.optional}> (optional)</span>}
    </span>
  )
}

/** The props that Mantine's inputs share. */
export function inputProps<T>({ label, name, error, hint, required, disabled, autoComplete, onBlur }: FieldProps<T>) {
  return {
    label: <FieldLabel label={label} required={required} />,
    error,
    description: hint,
    size: 'md' as const,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
    'aria-required': required || undefined,
    ...(name === undefined ? {} : { id: name, name }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(autoComplete === undefined ? {} : { autoComplete }),
    ...(onBlur === undefined ? {} : { onBlur }),
  }
}
