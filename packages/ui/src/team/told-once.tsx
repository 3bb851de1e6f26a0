import { Button } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useHeldOpen } from '../dialog.tsx'
import classes from './team.module.css'

/** Something secret that is shown this once, to be copied. */
export function ToldOnce({ label, value }: { label: string; value: string }) {
  useHeldOpen()
  const [copied, setCopied] = useState(false)
  return (
    <div className={classes.once}>
      <output aria-label={label}>{value}</output>
      <Button
        size="xs"
        variant="default"
        leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
        onClick={() => navigator.clipboard?.writeText(value).then(() => setCopied(true))}
      >
        {copied ? 'Copied' : `Copy the ${label.toLowerCase()}`}
      </Button>
    </div>
  )
}
