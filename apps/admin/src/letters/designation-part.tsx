import { Button } from '@mantine/core'
import type { StaffLetter } from '@parley/contract/designations'
import { leadNoticeStates } from '@parley/contract/lead-notices'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day, When } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { DesignationLine, LetterFacts } from '@parley/ui/letters/letter-facts'
import classes from '@parley/ui/letters/letters.module.css'
import { Name } from '@parley/ui/name'
import { useState } from 'react'
import { useMe, useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { CheckForm } from './check-form.tsx'
import { DecideForm, WaiveForm } from './decide-forms.tsx'
import { RescissionForm } from './rescission-form.tsx'

type Designation = StaffLetter['designations'][number]
type Doing = 'waive' | 'decide' | 'rescind'

/** What was decided for one product family, who leads there, and what can be done. */
export function DesignationPart(props: { letter: StaffLetter; designation: Designation; etag: string | null }) {
  const { letter, designation, etag } = props
  const { can } = designation
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  const form = { letterId: letter.id, designation, etag, onDone: close }
  return (
    <section className={classes.stack} aria-label={designation.productFamily.name}>
      <h2>{designation.productFamily.name}</h2>
      <DesignationLine {...designation} />
      <DecisionCardView
        card={designation.decision}
        audience="staff"
        compact
        actions={
          <div className={classes.buttons}>
            {designation.state !== 'inEffect' && (
              <AbilityButton
                ability={can.waive}
                size="xs"
                variant="default"
                reasonOnHover
                onClick={() => setDoing('waive')}
              >
                Waive the wait
              </AbilityButton>
            )}
            <AbilityButton
              ability={can.decide}
              size="xs"
              variant="default"
              reasonOnHover
              onClick={() => setDoing('decide')}
            >
              {designation.state === 'inEffect' ? 'End it' : 'Decide it'}
            </AbilityButton>
          </div>
        }
      />
      {doing === 'waive' && can.waive.ok && <WaiveForm {...form} />}
      {doing === 'decide' && can.decide.ok && <DecideForm {...form} />}
      <PresentLead {...props} onRescind={() => setDoing('rescind')} />
      {doing === 'rescind' && can.rescind.ok && <RescissionForm {...form} />}
    </section>
  )
}

function PresentLead(props: { letter: StaffLetter; designation: Designation; onRescind: () => void }) {
  const { letter, designation } = props
  const lead = designation.presentLead
  const now = useNow()
  const { vendor } = useMe()
  if (!lead)
    return (
      <p className={classes.dim}>
        {letter.account
          ? 'Nobody else led when the letter came.'
          : 'Who leads is known once it is certain which company wrote it.'}
      </p>
    )
  const { rescission } = lead
  return (
    <Section title="Who led when it came">
      <div className={classes.stack}>
        <dl className={classes.lines}>
          <dt>Lead</dt>
          <dd>
            {lead.registrationId ? (
              <TextLink to="/registrations/$id" params={{ id: lead.registrationId }} inherit>
                <Name>{lead.partnerName!}</Name>
              </TextLink>
            ) : (
              <Name>{lead.partnerName ?? vendor.name}</Name>
            )}
          </dd>
          <dt>Told</dt>
          <dd>
            <When at={lead.toldAt} now={now} />, of the letter, and not whom it names
          </dd>
          {lead.lastDay && (
            <>
              <dt>Last day</dt>
              <dd>
                <Day value={lead.lastDay} />
              </dd>
            </>
          )}
          <dt>Now</dt>
          <dd>{leadNoticeStates[lead.state]}</dd>
        </dl>
        {rescission ? (
          <>
            <h3>The letter that takes it back</h3>
            <LetterFacts letter={rescission} now={now} path={`/api/v1/staff/letters/${rescission.id}/file`} />
            {rescission.isGenuine === null && rescission.can.check.ok && (
              <CheckForm
                id={rescission.id}
                shownId={letter.id}
                etag={`"${rescission.version}"`}
                title="Has the customer taken it back?"
                isRescission
              />
            )}
          </>
        ) : null}
        {designation.can.rescind.ok && (
          <div>
            <Button size="xs" variant="default" onClick={props.onRescind}>
              Enter a letter that takes it back
            </Button>
          </div>
        )}
      </div>
    </Section>
  )
}
