import { Button } from '@mantine/core'
import classes from './accounts.module.css'

/** Above a form that somebody left half typed. */
export function KeptBefore({ onStartOver }: { onStartOver: () => void }) {
  return (
    <p className={`${classes.note} ${classes.buttons}`} data-tone="info">
      You typed this before and didn’t send it.
      <Button size="compact-xs" variant="default" onClick={onStartOver}>
        Start over
      </Button>
    </p>
  )
}
