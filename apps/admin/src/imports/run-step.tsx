import { Button, Progress } from '@mantine/core'
import type { AccountImport } from '@parley/contract/imports'
import { Dialog } from '@parley/ui/dialog'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useState } from 'react'
import { imports, useSend } from '../api.ts'
import { Counts } from './counts.tsx'
import classes from './imports.module.css'
import { Steps } from './steps.tsx'
import { useMoved } from './use-import.ts'
import { timeLeft } from './words.ts'

/** An import that runs: it goes on whether somebody looks or not. */
export function RunStep({ begun }: { begun: AccountImport }) {
  const { rows, done, secondsLeft } = begun.progress
  const left = timeLeft(secondsLeft)
  return (
    <Page
      title={`How far is “${begun.fileName}”?`}
      lead="It goes on by itself. You can leave this page, and come back to what it found."
    >
      <Steps id={begun.id} at="run" open={false} />
      <div className={classes.stack}>
        <p className={classes.answer}>
          <span className="tabular">
            {done.toLocaleString('en')} of {rows.toLocaleString('en')} rows
          </span>
        </p>
        <Progress value={rows === 0 ? 0 : (100 * done) / rows} animated size="lg" aria-label="Rows that are done" />
        <p className={classes.dim}>{done === 0 ? 'Starting' : (left ?? 'Working')}</p>
      </div>
      <Counts progress={begun.progress} />
      <Stop begun={begun} />
    </Page>
  )
}

function Stop({ begun }: { begun: AccountImport }) {
  const [asked, setAsked] = useState(false)
  const cancel = useSend(imports.cancel, { onDone: useMoved() })
  if (!begun.can.cancel.ok) return null
  return (
    <div className={classes.actions}>
      <Button variant="default" onClick={() => setAsked(true)}>
        Stop the import
      </Button>
      <Dialog title="Stop the import?" open={asked} onClose={() => setAsked(false)}>
        <p>What has come in stays. To go on later, import the same file again: what is known by then only counts.</p>
        {cancel.error && <ProblemNotice error={cancel.error} />}
        <div className={classes.actions}>
          <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate({ params: { id: begun.id } })}>
            Stop it
          </Button>
          <Button variant="default" onClick={() => setAsked(false)}>
            Let it run
          </Button>
        </div>
      </Dialog>
    </div>
  )
}
