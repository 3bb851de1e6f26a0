import { Button } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useHeldOpen } from '../dialog.tsx'
import classes from './account.module.css'

/** Shown this once. */
export function RecoveryCodesShown({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  useHeldOpen()
  const [copied, setCopied] = useState(false)
  const text = `${codes.join('\n')}\n`
  const save = () => {
    const link = document.createElement('a')
    link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(`Recovery codes for Parley. Each works once.\n\n${text}`)}`
    link.download = 'parley-recovery-codes.txt'
    link.click()
  }
  return (
    <div className={classes.form}>
      <p>
        Without your phone, one of these lets you in instead of a code. Each works once. Keep them where you keep your
        passwords: they aren’t shown again.
      </p>
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.buttons}>
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => navigator.clipboard?.writeText(text).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy them'}
        </Button>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
          Save as a file
        </Button>
        <Button onClick={onKept}>I have kept them</Button>
      </div>
    </div>
  )
}
