import { Button } from '@mantine/core'
import { claimRoles, claimStates, type StaffClaim } from '@parley/contract/claims'
import type { StaffDeal } from '@parley/contract/deals'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { OutcomeBadge, ToneBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { type ReactNode, useState } from 'react'
import { staff, useCall, useMe } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { mayOpen } from '../paths.ts'
import classes from './deals.module.css'
import { useDoing } from './doing.ts'
import { UntiedClaims } from './untied-claims.tsx'
import { claimTones } from './words.ts'

/** Everybody who claims a share, side by side: as what, what the rules say, what it comes to, and what shows it. */
export function Claims({ deal }: { deal: StaffDeal }) {
  const [, setDoing] = useDoing()
  const { claims, can } = deal
  return (
    <Section
      title="Who claims a share?"
      note={
        <AbilityButton
          ability={can.fileClaim}
          reasonOnHover
          size="compact-xs"
          variant="default"
          onClick={() => setDoing('claim')}
        >
          Enter a claim
        </AbilityButton>
      }
      bare
    >
      {claims.length === 0 ? (
        <p className={classes.nothing}>
          Nobody yet. Partners claim by their own registrations
          {can.fileClaim.ok ? ', and you can enter a claim for one.' : '.'}
        </p>
      ) : (
        <ul className={classes.claims}>
          {claims.map((claim) => (
            <Claim key={claim.id} claim={claim} deal={deal} />
          ))}
        </ul>
      )}
      {deal.untied.length > 0 && <UntiedClaims deal={deal} />}
    </Section>
  )
}

function Claim({ claim, deal }: { claim: StaffClaim; deal: StaffDeal }) {
  const [doing, setDoing, about] = useDoing()
  const { currency } = deal.summary
  const part = deal.exposure?.parts.find(({ claimId }) => claimId === claim.id)
  const opens = (what: 'editClaim' | 'decideClaim' | 'reduce') => () => setDoing(what, claim.id)
  const pressed = (what: 'editClaim' | 'decideClaim' | 'reduce') => doing === what && about === claim.id
  return (
    <li className={classes.claim}>
      <div className={classes.who}>
        <h3>
          <Name>{claim.partner.name}</Name>
        </h3>
        <span className={classes.dim}>
          {claimRoles[claim.role]}, {claim.productFamily.name}
        </span>
      </div>
      <div className={classes.gets}>
        <strong>
          <Money amountMinor={part?.amountMinor ?? claim.amountMinor ?? 0} currency={currency} />
        </strong>
        {deal.exposure ? (
          <span className={classes.dim}>if it is won and paid</span>
        ) : (
          <ToneBadge tone={claimTones[claim.state]}>{claimStates[claim.state]}</ToneBadge>
        )}
      </div>
      <Says claim={claim} part={part} />
      <dl className={classes.lines}>
        <Line title="Promised by">version {claim.promisedVersion} of the rules</Line>
        {claim.settledVersion !== null && (
          <Line title="Settled by">
            version {claim.settledVersion}
            {claim.settledVersion !== claim.promisedVersion && ', which is better for the partner'}
          </Line>
        )}
        <Line title="Claimed">
          <Day value={claim.filedOn} />, <span className={classes.whole}>{claim.reference}</span>
        </Line>
        {claim.baseMinor !== null && (
          <Line title="Counted on">
            <Money amountMinor={claim.baseMinor} currency={currency} />
          </Line>
        )}
        <Line title="What shows it">
          <Evidence claim={claim} />
        </Line>
        {claim.paidMinor > 0 && (
          <Line title="Paid">
            <Money amountMinor={claim.paidMinor} currency={currency} exact />
          </Line>
        )}
        {claim.takenBackMinor > 0 && (
          <Line title="Taken back">
            <Money amountMinor={claim.takenBackMinor} currency={currency} exact />
          </Line>
        )}
      </dl>
      {claim.note && <p className={classes.note}>{claim.note}</p>}
      <div className={classes.buttons}>
        {claim.decision?.outcome.type === 'review' && (
          <AbilityButton
            ability={claim.can.decide}
            reasonOnHover
            size="compact-xs"
            aria-pressed={pressed('decideClaim')}
            aria-label={`Decide the claim of ${claim.partner.name}`}
            onClick={opens('decideClaim')}
          >
            Decide
          </AbilityButton>
        )}
        <AbilityButton
          ability={claim.can.edit}
          reasonOnHover
          size="compact-xs"
          variant="default"
          aria-pressed={pressed('editClaim')}
          aria-label={`Say what is known of the claim of ${claim.partner.name}`}
          onClick={opens('editClaim')}
        >
          Say what is known
        </AbilityButton>
        {deal.summary.stage === 'won' && (
          <AbilityButton
            ability={claim.can.reduce}
            reasonOnHover
            size="compact-xs"
            variant="default"
            aria-pressed={pressed('reduce')}
            aria-label={`Lower the share of ${claim.partner.name}`}
            onClick={opens('reduce')}
          >
            Lower the share
          </AbilityButton>
        )}
      </div>
    </li>
  )
}

function Line({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type Forecast = NonNullable<StaffDeal['exposure']>['parts'][number]

/** The answer in words: as recorded, or as it would be were the deal won and paid. */
function Says({ claim, part }: { claim: StaffClaim; part: Forecast | undefined }) {
  const said = claim.decision ?? part
  if (!said) return null
  // Its state says already that it waits.
  const isSaid = claim.state === 'waits' && claim.decision?.outcome.type === 'hold'
  return (
    <div className={classes.says}>
      {!isSaid && (claim.decision || said.outcome.favour <= 0) && (
        <OutcomeBadge favour={said.outcome.favour} title={said.outcome.title} />
      )}
      <p>{said.headline}</p>
      {claim.decision?.decisionId && <Further id={claim.decision.decisionId} favour={said.outcome.favour} />}
    </div>
  )
}

/** What would change the answer takes the server a moment: it's asked for when somebody wants to know. */
function Further({ id, favour }: { id: string; favour: number }) {
  const [open, setOpen] = useState(false)
  const found = useCall(staff.getDecision, { params: { id } }, { enabled: open })
  const changes = found.data?.data.card.changes
  return (
    <div className={classes.further}>
      <TextLink size="xs" to="/decisions/$id" params={{ id }}>
        The whole decision
      </TextLink>
      {favour < 2 && !open && (
        <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
          What would change it?
        </Button>
      )}
      {open && found.isPending && <span role="status">Looking…</span>}
      {found.error && !changes ? <ProblemNotice error={found.error} onRetry={found.refetch} /> : null}
      {changes && (
        <ul role="status">
          {changes.length === 0 && <li>No single fact would.</li>}
          {changes.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Evidence({ claim }: { claim: StaffClaim }) {
  const { role } = useMe().user
  const { registrationId, evidenceId, evidenceName, activities } = claim
  const told = [
    activities > 0 && (activities === 1 ? '1 activity' : `${activities} activities`),
    claim.customerConfirmed === 'email' && 'the customer’s e-mail',
    claim.customerConfirmed === 'call' && 'a call with the customer',
    claim.workAccepted && 'work that was accepted',
    claim.wroteSpecification && 'the specification that it wrote',
  ].filter((each) => each !== false)
  if (!registrationId && !evidenceName && told.length === 0) return 'Nothing yet'
  return (
    <ul className={classes.plain}>
      {registrationId && (
        <li>
          {mayOpen(role, '/registrations') ? (
            <TextLink inherit to="/registrations/$id" params={{ id: registrationId }}>
              its registration
            </TextLink>
          ) : (
            'its registration'
          )}
        </li>
      )}
      {evidenceName && (
        <li>
          {evidenceId && mayOpen(role, '/registrations') ? (
            <a href={`/api/v1/staff/evidence/${evidenceId}/file`} download={evidenceName}>
              <Name>{evidenceName}</Name>
            </a>
          ) : (
            <Name>{evidenceName}</Name>
          )}
        </li>
      )}
      {told.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  )
}
