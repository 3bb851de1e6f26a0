import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { savedViews } from '@parley/contract/routes/saved-views'
import type { ViewList } from '@parley/contract/saved-views'
import { TextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { type FormEvent, useState } from 'react'
import { useRefresh, useSend } from '../api.ts'

/** Asks for the name under which the filters are kept, and whether others find them. */
export function SaveView(props: { list: ViewList; filters: Record<string, string>; onClose: () => void }) {
  const { list, filters, onClose } = props
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const refresh = useRefresh()
  const save = useSend(savedViews.save, {
    onDone: () => {
      void refresh(savedViews.list)
      onClose()
    },
  })
  const refusal = fieldErrors(save.error)['/name']
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') save.mutate({ body: { list, name, filters, isShared } })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title="Keep these filters"
      closeButtonProps={{ 'aria-label': 'Close without keeping them' }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextField label="Name" required value={name} error={refusal} onChange={setName} />
          <Checkbox
            label="Share it with everybody"
            description="Colleagues find it in their list of views. Each sees only what they may."
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {save.error && !refusal && <ProblemNotice error={save.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
            <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>
              Keep them
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
