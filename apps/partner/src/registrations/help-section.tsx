import { Button } from '@mantine/core'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { AbilityButton } from '@parley/ui/ability-button'
import { When } from '@parley/ui/date'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { IconHeartHandshake } from '@tabler/icons-react'
import { type SubmitEvent, useState } from 'react'
import { queryClient, useMe, useNow } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { say } from '../layout/notice.tsx'
import classes from './registrations.module.css'

/** Help that the lead asks for is recorded as help: it needs nobody's consent, and never lowers the lead's share. */
export function HelpSection({ registrationId, isProtected }: { registrationId: string; isProtected: boolean }) {
  const { vendor } = useMe()
  const now = useNow()
  const [wish, setWish, forget] = useKept(`help.${registrationId}`, '')
  const [isAsking, setAsking] = useState(wish !== '')
  const input = { query: { registrationId } }
  const found = useCall(partnerEngagements.listHelp, input)
  const ask = useSend(partnerEngagements.askHelp, {
    onDone: () => {
      forget()
      setWish('')
      setAsking(false)
      void queryClient.invalidateQueries({ queryKey: queryKeyOf(partnerEngagements.listHelp, input) })
      say(`${vendor.name} is told that you would like help.`)
    },
  })
  const items = found.data?.data.items ?? []
  const errors = fieldErrors(ask.error)
  if (!isProtected && items.length === 0) return null
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    ask.mutate({ params: { id: registrationId }, body: { wish } })
  }
  return (
    <section className={classes.panel}>
      <h2>Help that you asked for</h2>
      {items.length === 0 && (
        <p>None yet. Help that you ask {vendor.name} for is recorded as help, and never lowers your share.</p>
      )}
      {items.map((help) => (
        <p key={help.id}>
          {help.wish}{' '}
          <span className={classes.dim}>
            {help.askedByName}, <When at={help.askedAt} now={now} />.{' '}
            {help.helpedAt ? (
              <>
                Somebody helps since <When at={help.helpedAt} now={now} />.
              </>
            ) : (
              'Nobody helps yet.'
            )}
          </span>
        </p>
      ))}
      {isProtected && !isAsking && (
        <div>
          <AbilityButton
            variant="default"
            leftSection={<IconHeartHandshake size={18} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            Ask for help
          </AbilityButton>
        </div>
      )}
      {isProtected && isAsking && (
        <form className={classes.form} onSubmit={submit} noValidate>
          <LongTextField
            label="What would help you?"
            name="wish"
            rows={3}
            value={wish}
            onChange={setWish}
            error={errors['/wish']}
          />
          {ask.isError && Object.keys(errors).length === 0 && <ProblemNotice error={ask.error} focus />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => setAsking(false)}>
              Not now
            </Button>
            <AbilityButton type="submit" loading={ask.isPending}>
              Ask {vendor.name}
            </AbilityButton>
          </div>
        </form>
      )}
    </section>
  )
}
