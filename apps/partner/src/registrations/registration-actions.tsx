import type { PartnerRegistration } from '@parley/contract/registrations'
import { AbilityButton } from '@parley/ui/ability-button'
import { useReadOnly } from '@parley/ui/read-only'
import { IconArrowBackUp, IconCalendarPlus, IconMessageReply, IconNotes } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { ActivityForm } from './activity-form.tsx'
import { ExtensionForm } from './extension-form.tsx'
import type { Doing } from './registration-search.ts'
import type { RegistrationProps } from './registration-view.tsx'
import classes from './registrations.module.css'
import { WithdrawForm } from './withdraw-form.tsx'

export type Kept = { data: PartnerRegistration; etag: string | null }

/** What can be done with a registration; what can't be done now stays in its place and says why. Answers wait for a question. */
export function RegistrationActions(props: RegistrationProps) {
  const { can } = props.registration
  const readOnly = useReadOnly() !== null
  const { do: doing } = useSearch({ from: '/signed-in/registrations/$id' })
  const navigate = useNavigate({ from: paths.registration })
  const setDoing = (next: Doing | undefined) =>
    void navigate({ search: next ? { do: next } : {}, replace: true, resetScroll: false })
  const form = { ...props, onClose: () => setDoing(undefined) }
  const toAnswer = () => {
    const field = document.querySelector<HTMLElement>('[data-answer] textarea')
    field?.scrollIntoView({ block: 'center' })
    field?.focus({ preventScroll: true })
  }
  return (
    <section className={`${classes.panel} ${classes.screenOnly}`}>
      <h2>What you can do now</h2>
      <div className={classes.actions}>
        {can.answer.ok && (
          <AbilityButton
            ability={can.answer}
            onClick={toAnswer}
            leftSection={<IconMessageReply size={18} aria-hidden />}
          >
            Answer the question
          </AbilityButton>
        )}
        <AbilityButton
          ability={can.logActivity}
          onClick={() => setDoing('activity')}
          variant="default"
          leftSection={<IconNotes size={18} aria-hidden />}
        >
          Log activity
        </AbilityButton>
        <AbilityButton
          ability={can.extend}
          onClick={() => setDoing('extension')}
          variant="default"
          leftSection={<IconCalendarPlus size={18} aria-hidden />}
        >
          Ask for extension
        </AbilityButton>
        <AbilityButton
          ability={can.withdraw}
          onClick={() => setDoing('withdrawal')}
          variant="default"
          leftSection={<IconArrowBackUp size={18} aria-hidden />}
        >
          Withdraw
        </AbilityButton>
      </div>
      <ActivityForm open={!readOnly && doing === 'activity' && can.logActivity.ok} {...form} />
      <ExtensionForm open={!readOnly && doing === 'extension' && can.extend.ok} {...form} />
      <WithdrawForm open={!readOnly && doing === 'withdrawal' && can.withdraw.ok} {...form} />
    </section>
  )
}
