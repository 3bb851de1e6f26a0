import { Button } from '@mantine/core'
import type { AnsweredPartner, WhoAnswers } from '@parley/contract/duties'
import { staffDuties } from '@parley/contract/routes/duties'
import { Dialog } from '@parley/ui/dialog'
import { SelectField } from '@parley/ui/fields'
import { fieldErrors, Refused } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { call, useRefresh, useSend } from '../api.ts'
import classes from './duties.module.css'

type Props = { partner: AnsweredPartner; answers: WhoAnswers; onClose: () => void }

/** Whose a partner is, and in which working days its answers are promised: for what comes in from now on. */
export function AnswererForm({ partner, answers, onClose }: Props) {
  const [typed, setTyped] = useState(typedOf(partner))
  // As the form was filled: the page is read again by itself meanwhile.
  const [version, setVersion] = useState(partner.version)
  const refresh = useRefresh()
  const keep = useSend(staffDuties.keepAnswerer, {
    onDone: () => {
      void refresh(staffDuties.whoAnswers)
      onClose()
    },
  })
  const showsNow = async () => {
    const { data } = await call(staffDuties.whoAnswers, {})
    const now = data.partners.find(({ id }) => id === partner.id)
    void refresh(staffDuties.whoAnswers)
    if (!now) return onClose()
    setTyped(typedOf(now))
    setVersion(now.version)
    keep.reset()
  }
  const errors = fieldErrors(keep.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    keep.mutate({
      params: { id: partner.id },
      ifMatch: `"${version}"`,
      body: { ownerId: typed.ownerId || null, calendar: typed.calendar || null },
    })
  }
  return (
    <Dialog title={`Who answers for ${partner.name}?`} open onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <SelectField
          label="Channel manager"
          name="ownerId"
          nothing="Whoever has least to answer"
          options={answers.people.map(({ id, name }) => ({ value: id, label: name }))}
          value={typed.ownerId}
          onChange={(ownerId) => setTyped((old) => ({ ...old, ownerId }))}
          error={errors['/ownerId']}
        />
        <SelectField
          label="Working days that its answers are promised in"
          name="calendar"
          nothing="Ours"
          options={answers.calendars.map(({ id, title }) => ({ value: id, label: title }))}
          value={typed.calendar}
          onChange={(calendar) => setTyped((old) => ({ ...old, calendar }))}
          error={errors['/calendar']}
        />
        {keep.isError && Object.keys(errors).length === 0 && (
          <Refused error={keep.error} onReload={() => void showsNow()} />
        )}
        <div className={classes.buttons}>
          <Button type="submit" loading={keep.isPending}>
            Save
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const typedOf = ({ ownerId, calendar }: AnsweredPartner) => ({ ownerId: ownerId ?? '', calendar: calendar ?? '' })
