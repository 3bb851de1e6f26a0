import { Button, Group, Modal, Stack } from '@mantine/core'
import type { Ability } from '@parley/contract/ability'
import type { PolicyDraft } from '@parley/contract/policies'
import { AbilityButton } from '@parley/ui/ability-button'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { policies, useRefresh, useSend } from '../../api.ts'
import { useActions } from '../../layout/actions.ts'
import { useKept } from '../../layout/kept.ts'
import { type Check, whyNotReady } from './check.ts'
import type { DraftKeeper, KeptState } from './draft-keeper.ts'

const route = getRouteApi('/console/policies/drafts/$id')

type Props = { keeper: DraftKeeper; check: Check | null; draft: PolicyDraft; state: KeptState }

function abilityOf({ check, draft, state }: Props): Ability {
  if (!draft.can.edit.ok) return draft.can.edit
  if (state.status === 'stale') return { ok: false, reason: 'Choose first which of the two texts stays.' }
  const reason = check ? whyNotReady(check) : 'The check is looking at it.'
  return reason === null ? { ok: true } : { ok: false, reason }
}

export function SubmitButton(props: Props) {
  const { do: doing } = route.useSearch()
  const navigate = route.useNavigate()
  const ability = abilityOf(props)
  const set = (open: boolean) =>
    navigate({ search: (now) => ({ ...now, do: open ? ('submit' as const) : undefined }), replace: true })
  const reason = ability.ok ? undefined : ability.reason
  useActions(useMemo(() => [{ title: 'Submit this draft', run: () => set(true), refused: reason }], [reason]))
  return (
    <>
      <AbilityButton size="sm" ability={ability} onClick={() => set(true)}>
        Submit
      </AbilityButton>
      <Modal opened={doing === 'submit' && ability.ok} onClose={() => set(false)} title="Submit this change" size="lg">
        <SubmitForm {...props} onClose={() => set(false)} />
      </Modal>
    </>
  )
}

function SubmitForm({ keeper, check, draft, onClose }: Props & { onClose: () => void }) {
  const [note, setNote, forgetNote] = useKept(`note.${draft.id}`, '')
  const [waiting, setWaiting] = useState(false)
  const [unsaved, setUnsaved] = useState(false)
  const refresh = useRefresh()
  const navigate = route.useNavigate()
  const submit = useSend(policies.submit, {
    onDone: ({ data }) => {
      keeper.forget()
      forgetNote()
      void refresh(policies.books, policies.history)
      void navigate({
        to: '/policies/$point/versions/$version',
        params: { point: draft.point, version: String(data.summary.version) },
      })
    },
  })
  const send = async () => {
    setWaiting(true)
    const etag = await keeper.flush()
    setWaiting(false)
    setUnsaved(etag === null)
    if (etag !== null) submit.mutate({ params: { id: draft.id }, body: { note }, ifMatch: etag })
  }
  const short = note.trim().length < 10
  return (
    <Stack>
      <p>It becomes the next version and waits until somebody else approves it. {countWords(check)}</p>
      <LongTextField
        label="What does it change, and why?"
        hint="Ten characters at least. The approver reads it first, and it stays in the history."
        value={note}
        onChange={setNote}
        error={fieldErrors(submit.error)['/note']}
      />
      {unsaved && <p role="alert">The latest text isn’t on the server yet. Try again when it says “Saved”.</p>}
      {submit.error ? <ProblemNotice error={submit.error} focus /> : null}
      <Group>
        <Button loading={waiting || submit.isPending} disabled={short} onClick={send}>
          Submit for approval
        </Button>
        <Button variant="default" onClick={onClose}>
          Go on writing
        </Button>
      </Group>
    </Stack>
  )
}

function countWords(check: Check | null): string {
  const changes = check?.changes.length ?? 0
  if (changes === 0) return 'No change of meaning was found against the version in force.'
  return changes === 1 ? 'It changes one thing.' : `It changes ${changes} things.`
}
