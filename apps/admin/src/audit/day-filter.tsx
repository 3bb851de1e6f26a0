import { TextInput } from '@mantine/core'
import classes from './audit.module.css'

/** A day, in the vendor's time zone; empty is any. */
export function DayFilter(props: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}) {
  return (
    <TextInput
      className={classes.day}
      type="date"
      label={props.label}
      value={props.value ?? ''}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}
