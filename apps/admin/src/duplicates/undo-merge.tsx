import { Button } from '@mantine/core'
import type { Merge } from '@parley/contract/accounts'
import { AbilityButton } from '@parley/ui/ability-button'
import { LongTextField } from '@parley/ui/fields'
import { Name } from '@parley/ui/name'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { IconArrowBackUp } from '@tabler/icons-react'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { accounts, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './duplicates.module.css'
import { useRefreshAccounts } from './refresh-accounts.ts'

/** Makes two records of one again: says what comes back, asks why, does it. Everything that shows them is read again. */
export function UndoMerge({ merge, onDone }: { merge: Merge; onDone?: () => void }) {
  const [open, setOpen] = useState(false)
  if (merge.undoneAt) return null
  return open ? (
    <UndoForm merge={merge} onDone={onDone} onClose={() => setOpen(false)} />
  ) : (
    <div>
      <AbilityButton
        variant="default"
        size="xs"
        ability={merge.can.undo}
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Undo this merge
      </AbilityButton>
    </div>
  )
}

function UndoForm(props: { merge: Merge; onDone: (() => void) | undefined; onClose: () => void }) {
  const { merge, onDone, onClose } = props
  const [reason, setReason, forget] = useKept(`undo.${merge.id}`, '')
  const [tried, setTried] = useState(false)
  const refresh = useRefreshAccounts()
  const form = useRef<HTMLFormElement>(null)
  const send = useSend(accounts.undoMerge, {
    onDone: () => {
      forget()
      void refresh()
      onDone?.()
    },
  })
  useEffect(() => void form.current?.querySelector('textarea')?.focus(), [])
  const short = reason.trim().length < 3
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (!short) send.mutate({ params: { id: merge.id }, body: { reason } })
  }
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate aria-label="Undo this merge">
      <h3>Undo this merge</h3>
      <p>
        <Name>{merge.absorbed.name}</Name> becomes an account of its own again, with the registrations, protections,
        names and domains that it brought. What was added to <Name>{merge.kept.name}</Name> since then stays there.
      </p>
      <LongTextField
        label="Why?"
        hint="It stays with the merge."
        rows={2}
        value={reason}
        error={tried && short ? 'Write why, three characters at least.' : fieldErrors(send.error)['/reason']}
        onChange={setReason}
      />
      {send.error ? <ProblemNotice error={send.error} focus /> : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending}>
          Make them two again
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
