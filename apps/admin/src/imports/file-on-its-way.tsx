import { Button, Progress } from '@mantine/core'
import type { AccountImport } from '@parley/contract/imports'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useState } from 'react'
import { imports, useSend } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Notice } from '../layout/notice.tsx'
import { short } from './cell.tsx'
import { DropFile } from './drop-file.tsx'
import classes from './imports.module.css'
import { useSending } from './upload.ts'
import { useMoved } from './use-import.ts'
import { sizeWords } from './words.ts'

/** The file on its way to the server, and while it is read there. */
export function FileOnItsWay({ begun }: { begun: AccountImport }) {
  const { sending, resume } = useSending(begun)
  if (begun.state === 'reading')
    return (
      <Page
        title={`What is in “${begun.fileName}”?`}
        lead="The file has arrived and is being read. This takes some seconds."
      >
        <Progress value={100} animated striped aria-label="Reading the file" />
      </Page>
    )
  const { receivedBytes } = begun.upload
  return (
    <Page
      title={`“${begun.fileName}” is on its way`}
      lead="You can leave this page: what has arrived stays, and is not sent again."
    >
      <div className={classes.stack}>
        <Progress
          value={(100 * receivedBytes) / begun.bytes}
          animated={sending?.phase === 'sending'}
          aria-label="Sent so far"
        />
        <p className="tabular">
          {sizeWords(receivedBytes)} of {sizeWords(begun.bytes)} sent
        </p>
      </div>
      {sending?.phase === 'failed' && (
        <ProblemNotice error={sending.error} onRetry={() => resume()} retryLabel="Go on sending" />
      )}
      {sending?.phase === 'fileNeeded' && (
        <>
          {sending.why && (
            <Notice title="That is another file">
              <p>{sending.why}</p>
            </Notice>
          )}
          <DropFile
            label={`Choose “${short(begun.fileName)}” again to go on`}
            hint={`This device hasn’t kept the file. ${begun.createdByName} began to send it; only the rest is sent.`}
            button="Choose the file"
            busy={null}
            onFile={resume}
          />
        </>
      )}
      <Discard begun={begun} />
    </Page>
  )
}

/** Leaves an import that hasn't run. Nothing has come in yet, so nothing is lost. */
export function Discard({ begun }: { begun: AccountImport }) {
  const cancel = useSend(imports.cancel, { onDone: useMoved() })
  const [sure, setSure] = useState(false)
  if (!begun.can.cancel.ok) return null
  return (
    <div className={classes.actions}>
      {cancel.error && <ProblemNotice error={cancel.error} />}
      {sure ? (
        <>
          <span>Leave this file? No account has come in from it.</span>
          <Button
            color="red"
            variant="light"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: begun.id } })}
          >
            Leave it
          </Button>
          <Button variant="default" onClick={() => setSure(false)}>
            Keep it
          </Button>
        </>
      ) : (
        <Button variant="subtle" color="gray" onClick={() => setSure(true)}>
          Leave this file
        </Button>
      )}
    </div>
  )
}

export function Unreadable({ begun }: { begun: AccountImport }) {
  const { detail, mend } = begun.trouble ?? { detail: 'The file can’t be read.', mend: 'Save it as CSV again.' }
  return (
    <Page title={`Why can’t “${begun.fileName}” be read?`}>
      <Notice title={detail}>
        <p>{mend}</p>
      </Notice>
      <div className={classes.actions}>
        <ButtonLink to="/imports">Choose another file</ButtonLink>
      </div>
    </Page>
  )
}
