import { Button } from '@mantine/core'
import type { DutySeat, WhoAnswers } from '@parley/contract/duties'
import { staffDuties } from '@parley/contract/routes/duties'
import { Dialog } from '@parley/ui/dialog'
import { DayField, SelectField } from '@parley/ui/fields'
import { fieldErrors, Refused } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { call, useRefresh, useSend } from '../api.ts'
import classes from './duties.module.css'

/** Who stands in for a channel manager, who has what is late, and from when until when they are away. */
export function SeatForm({ seat, answers, onClose }: { seat: DutySeat; answers: WhoAnswers; onClose: () => void }) {
  const [typed, setTyped] = useState(typedOf(seat))
  // As the form was filled: the page is read again by itself meanwhile.
  const [version, setVersion] = useState(seat.version)
  const refresh = useRefresh()
  const keep = useSend(staffDuties.keepSeat, {
    onDone: () => {
      void refresh(staffDuties.whoAnswers)
      onClose()
    },
  })
  const showsNow = async () => {
    const { data } = await call(staffDuties.whoAnswers, {})
    const now = data.people.find(({ id }) => id === seat.id)
    void refresh(staffDuties.whoAnswers)
    if (!now) return onClose()
    setTyped(typedOf(now))
    setVersion(now.version)
    keep.reset()
  }
  const errors = fieldErrors(keep.error)
  const others = answers.people.filter(({ id }) => id !== seat.id).map(({ id, name }) => ({ value: id, label: name }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { backupId, managerId, awayFrom, awayUntil } = typed
    keep.mutate({
      params: { id: seat.id },
      ifMatch: `"${version}"`,
      body: {
        backupId: backupId || null,
        managerId: managerId || null,
        awayFrom: awayFrom || null,
        awayUntil: awayUntil || null,
      },
    })
  }
  const set = (name: keyof typeof typed) => (value: string) => setTyped((old) => ({ ...old, [name]: value }))
  return (
    <Dialog title={`Who stands in for ${seat.name}?`} open onClose={onClose}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <SelectField
          label="Stands in"
          name="backupId"
          nothing="Nobody named"
          options={others}
          value={typed.backupId}
          onChange={set('backupId')}
          error={errors['/backupId']}
        />
        <SelectField
          label="Manager, who has what is late"
          name="managerId"
          nothing="Nobody named"
          options={others}
          value={typed.managerId}
          onChange={set('managerId')}
          error={errors['/managerId']}
        />
        <div className={classes.pair}>
          <DayField
            label="Away from"
            name="awayFrom"
            value={typed.awayFrom}
            onChange={set('awayFrom')}
            error={errors['/awayFrom']}
          />
          <DayField
            label="Last day away"
            name="awayUntil"
            value={typed.awayUntil}
            onChange={set('awayUntil')}
            error={errors['/awayUntil']}
          />
        </div>
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

const typedOf = ({ backupId, managerId, awayFrom, awayUntil }: DutySeat) => ({
  ...{ backupId: backupId ?? '', managerId: managerId ?? '' },
  ...{ awayFrom: awayFrom ?? '', awayUntil: awayUntil ?? '' },
})
