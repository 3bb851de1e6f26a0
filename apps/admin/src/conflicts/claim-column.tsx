import { Button } from '@mantine/core'
import type { CaseClaim, ConflictCase } from '@parley/contract/conflicts'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day, When } from '@parley/ui/date'
import { EvidenceItems } from '@parley/ui/evidence'
import { Name } from '@parley/ui/name'
import { OutcomeBadge, ToneBadge } from '@parley/ui/outcome'
import { TextLink } from '../layout/link.tsx'
import { FactTable } from '../layout/section.tsx'
import classes from './case.module.css'
import { offerWords } from './propose-form.tsx'

type Props = { claim: CaseClaim; shown: ConflictCase; now: string; onSay: () => void; onAttach: () => void }

const outcomeTones = { leads: 'granted', shares: 'teaming', beside: 'teaming', doesNotLead: 'refused' } as const

/** One claim: its points and what gave them, what isn't known, what it shows, and what came of it. */
export function ClaimColumn({ claim, shown, now, onSay, onAttach }: Props) {
  const { weighed, outcome, appeal } = claim
  const file = (id: string) => `/api/v1/staff/evidence/${id}/file`
  return (
    <li className={classes.claim} aria-label={claim.name}>
      <header>
        <h2>
          <Name>{claim.name}</Name>
        </h2>
        {claim.registrations.map((each) => (
          <span key={each.id} className={classes.dim}>
            <TextLink underline="always" to="/registrations/$id" params={{ id: each.id }}>
              {each.reference}
            </TextLink>
            : {each.status}
            {each.accountName !== shown.account.name && (
              <>
                , at <Name>{each.accountName}</Name>
              </>
            )}
          </span>
        ))}
        {claim.acting.map((each) => (
          <span key={each.engagementId} className={classes.dim}>
            <TextLink underline="always" to="/may-i/$id" params={{ id: each.engagementId }}>
              {each.words}
            </TextLink>
            , {each.byName}, <When at={each.askedAt} now={now} />. It counts until <Day value={each.countsUntil} />.
          </span>
        ))}
        {!claim.canLead && !claim.isWithdrawn && shown.closedAt === null && (
          <span className={classes.dim}>
            {claim.by === 'partner'
              ? 'Not registered. It can lead once it has.'
              : 'No open opportunity. It can lead once there is one.'}
          </span>
        )}
        {claim.isWithdrawn && <span className={classes.dim}>Nobody of it wants the account any more.</span>}
      </header>
      <div className={classes.points}>
        <OutcomeBadge favour={weighed.favour} title={weighed.title} />
        {weighed.points !== null && (
          <span>
            <strong className="tabular">{weighed.points}</strong> points
          </span>
        )}
      </div>
      <div>
        <h3>Why</h3>
        <ul className={classes.given}>
          {weighed.given.map((each) => (
            <li key={each.rule || each.text}>
              <span>{each.text}</span>
              {each.points !== null && <span className="tabular">+{each.points}</span>}
            </li>
          ))}
        </ul>
      </div>
      {weighed.missing.length > 0 && (
        <div>
          <h3>Not known yet (“you” is the partner)</h3>
          <ul className={classes.missing}>
            {weighed.missing.map(({ fact, title }) => (
              <li key={fact}>{title}</li>
            ))}
          </ul>
        </div>
      )}
      {outcome && (
        <div>
          <h3>What came of it</h3>
          <ToneBadge tone={outcomeTones[outcome.outcome]}>{outcome.title}</ToneBadge>
          <p>{outcome.wording}</p>
        </div>
      )}
      {claim.teamingOffer && (
        <div>
          <h3>It would work with others</h3>
          <p>{offerWords(claim)}.</p>
          {claim.teamingOffer.note && <p>{claim.teamingOffer.note}</p>}
          <p className={classes.dim}>
            {claim.teamingOffer.offeredBy}, <When at={claim.teamingOffer.offeredAt} now={now} />.
          </p>
        </div>
      )}
      {appeal && (
        <div>
          <h3>Its appeal</h3>
          <p>{appeal.grounds}</p>
          <p className={classes.dim}>
            {appeal.filedBy}, <When at={appeal.filedAt} now={now} />.{' '}
            {appeal.answeredAt ? (
              <>
                {appeal.isUpheld ? 'Upheld' : 'Not upheld'} by {appeal.answeredBy}: {appeal.wording}
              </>
            ) : (
              appeal.lastDay && (
                <>
                  We answer by the end of <Day value={appeal.lastDay} />
                  {appeal.silentSince && ', and are late'}.
                </>
              )
            )}
          </p>
        </div>
      )}
      <div>
        <h3>Evidence</h3>
        {claim.evidence.length === 0 ? (
          <p className={classes.dim}>Nothing was attached.</p>
        ) : (
          <EvidenceItems items={claim.evidence} now={now} pathOf={({ id }) => file(id)} />
        )}
      </div>
      <details className={classes.facts}>
        <summary>All that is known of it</summary>
        <FactTable
          caption={`What is known of the claim of ${claim.name}`}
          rows={claim.facts.map(({ fact, title, value, said }) => ({
            key: fact,
            title,
            value: said ? (
              <>
                {value}
                <br />
                <small>
                  {said.byName}: {said.reason}
                </small>
              </>
            ) : (
              value
            ),
          }))}
        />
      </details>
      {shown.closedAt === null && (
        <div className={classes.buttons}>
          <AbilityButton ability={shown.can.say} reasonOnHover size="xs" variant="default" onClick={onSay}>
            Say what is so
          </AbilityButton>
          {claim.by === 'direct' && shown.can.attach.ok && (
            <Button size="xs" variant="default" onClick={onAttach}>
              Show what we did
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
