import { Button } from '@mantine/core'
import { call } from '@parley/contract/client'
import { IconCloudCheck, IconDeviceFloppy } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { refreshRegistrations, routes } from '../api.ts'
import { say } from '../layout/notice.tsx'
import { paths } from '../paths.ts'
import { type DealForm, fieldNames } from './deal-form.ts'
import classes from './register.module.css'
import type { useDraft } from './use-draft.ts'

type Draft = ReturnType<typeof useDraft>

/** Where the draft is kept, and how to put it away. */
export function DraftLine({ draft }: { draft: Draft }) {
  const navigate = useNavigate()
  if (draft.keeping === 'nothing' || draft.keeping === 'elsewhere') return null
  const putAway = async () => {
    const { id, form } = draft.current()
    draft.finish()
    if (id) await call(routes.deleteDraft, { params: { id } })
    await refreshRegistrations()
    say(<PutAway form={form} />)
    await navigate({ to: paths.home })
  }
  return (
    <div className={classes.draftLine}>
      <span className={classes.where}>
        {draft.keeping === 'server' ? (
          <>
            <IconCloudCheck size={18} aria-hidden /> Draft kept
          </>
        ) : (
          <>
            <IconDeviceFloppy size={18} aria-hidden /> Kept on this device
          </>
        )}
      </span>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => void putAway()}>
        Put the draft away
      </Button>
    </div>
  )
}

function PutAway({ form }: { form: DealForm }) {
  const navigate = useNavigate()
  const undo = async () => {
    const { data } = await call(routes.createDraft, { body: { form } })
    await refreshRegistrations()
    say('The draft is back.')
    await navigate({ to: paths.register, search: { draft: data.id } })
  }
  return (
    <>
      Draft put away.{' '}
      <Button variant="subtle" size="compact-sm" onClick={() => void undo()}>
        Undo
      </Button>
    </>
  )
}

/** The same draft was saved elsewhere meanwhile: the reader chooses, nothing is overwritten silently. */
export function OtherState({ draft: { form, other, settle } }: { draft: Draft }) {
  if (!other) return null
  const differing = fieldNames.filter((name) => form[name] !== other.form[name]).length
  return (
    <div className={classes.other} data-tone="waiting" role="alert">
      <p>
        <strong>This draft was also changed elsewhere.</strong> {differing}{' '}
        {differing === 1 ? 'field differs' : 'fields differ'}. Which one do you go on with?
      </p>
      <div className={classes.otherButtons}>
        <Button size="sm" onClick={() => settle(false)}>
          Keep what is here
        </Button>
        <Button size="sm" variant="default" onClick={() => settle(true)}>
          Take the other
        </Button>
      </div>
    </div>
  )
}
