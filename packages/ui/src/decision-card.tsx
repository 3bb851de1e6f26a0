import type { DecisionCard } from '@parley/contract/decisions'
import {
  IconArrowRight,
  IconCircleX,
  IconClock,
  IconHandStop,
  IconHistory,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatDay, formatInstant } from './date.tsx'
import classes from './decision-card.module.css'
import { ToneBadge } from './outcome.tsx'
import { type Tone, toneOf } from './theme.tsx'

type Props = {
  card: DecisionCard
  audience: 'partner' | 'staff'
  /** The reader's locale; the browser's own when left out. */
  locale?: string | undefined
  /** What can be done now, beside the answer. */
  actions?: ReactNode
  compact?: boolean | undefined
  /** It was so, and isn't any more: no colour of a thing that holds. */
  isPast?: boolean | undefined
}

const icons = {
  granted: IconShieldCheck,
  teaming: IconUsers,
  waiting: IconClock,
  refused: IconCircleX,
  needsYou: IconHandStop,
}
type CardTone = keyof typeof icons

const askingTypes = new Set(['informationNeeded', 'askForInformation'])
const cardTone = ({ type, favour }: DecisionCard['outcome'], audience: Props['audience']): CardTone =>
  askingTypes.has(type) && audience === 'partner' ? 'needsYou' : (toneOf(favour) as Exclude<Tone, 'info' | 'neutral'>)

/** The product's signature: the answer first and largest, why, what would change it, and the evidence in a fold. */
export function DecisionCardView({ card, audience, locale, actions, compact = false, isPast = false }: Props) {
  const tone = cardTone(card.outcome, audience)
  const Icon = isPast ? IconHistory : icons[tone]
  return (
    <article
      className={`${classes.card} ${compact ? classes.compact : ''}`}
      data-tone={isPast ? 'neutral' : tone}
      aria-label={card.question}
    >
      <div className={classes.answer}>
        <div className={classes.words}>
          <div className={classes.outcome}>
            <Icon size={24} aria-hidden />
            {card.outcome.title}
          </div>
          <h2 className={classes.headline}>{headlineOf(card)}</h2>
          <OutcomeTerms card={card} locale={locale} />
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      <div className={classes.body}>
        <Reasons card={card} audience={audience} />
        <Missing card={card} most={compact ? 4 : 20} />
        {card.changes.length > 0 && (
          <section>
            <h3>What would change this</h3>
            <ul className={classes.changes}>
              {card.changes.map(({ text, outcomeTitle }) => (
                <li key={text}>
                  <IconArrowRight size={16} aria-hidden />
                  <span>
                    {text}
                    {!text.includes(outcomeTitle) && <strong> {outcomeTitle}</strong>}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <Evidence card={card} audience={audience} locale={locale} />
      </div>
    </article>
  )
}

/** A long list of what isn't known stands below, as questions; the answer itself stays one sentence. */
function headlineOf(card: DecisionCard): string {
  const open = missingOf(card)
  return card.outcome.type === 'informationNeeded' && open.length > 2
    ? `The answer depends on ${open.length} things that aren’t known yet.`
    : card.headline
}

/** What is still to be known. What follows from an answer, such as who is certified for the product family, isn't asked for beside it. */
export function missingOf({ missing }: Pick<DecisionCard, 'missing'>): DecisionCard['missing'] {
  const asked = missing.filter(({ question }) => question !== null)
  return asked.length > 0 ? asked : missing
}

/** What a form still asks. */
function Missing({ card, most }: { card: DecisionCard; most: number }) {
  const inOrder = missingOf(card)
  if (inOrder.length === 0) return null
  const shown = inOrder.length <= most + 1 ? inOrder : inOrder.slice(0, most)
  return (
    <section>
      <h3>Still to be known</h3>
      <ul className={classes.missing}>
        {shown.map(({ fact, question, title }) => (
          <li key={fact}>{question ?? title}</li>
        ))}
        {shown.length < inOrder.length && <li>and {inOrder.length - shown.length} more</li>}
      </ul>
    </section>
  )
}

/** What the outcome carries: "90 days of protection", "$3,000", "March 12, 2027". Days to answer run since it was decided. */
function OutcomeTerms({ card, locale }: Pick<Props, 'card' | 'locale'>) {
  // The sentence above may have said it: "protected for 105 days".
  const isSaid = (value: string) => card.outcome.favour > 0 && card.headline.includes(`${value} day`)
  const shown = card.outcome.terms.filter(({ value }) => !isSaid(value))
  if (shown.length === 0) return null
  return (
    <ul className={classes.params}>
      {shown.map(({ name, value, title }) => (
        <li key={name} className="tabular">
          <strong>{card.outcome.type === 'hold' && name === 'until' ? waitsUntil(value) : value}</strong> {title}
          {card.decisionId !== null && name === 'answerWithinDays' && `, from ${formatDay(card.decidedAt, locale)}`}
        </li>
      ))}
    </ul>
  )
}

/** What a share waits for is what has to happen, not what is so: "Waits until the customer has paid". */
const waitsUntil = (event: string) => `Waits until ${event.charAt(0).toLowerCase()}${event.slice(1)}`

/** The rules that a decision came of which neither a person nor its own policy made: "the rules for conflicts". */
const followsFrom = ({ decidedBy, decidedByName }: Pick<DecisionCard, 'decidedBy' | 'decidedByName'>): string | null =>
  decidedBy === 'person' && decidedByName?.startsWith('the ') ? decidedByName : null

/** Why there is no trace of the policy's own rules. */
export const withoutRules = (card: Pick<DecisionCard, 'decidedBy' | 'decidedByName'>): string =>
  followsFrom(card)
    ? `It followed from ${followsFrom(card)}: none of these rules was asked.`
    : 'It was decided in the policy’s place: none of these rules was asked.'

function Reasons({ card, audience }: { card: DecisionCard; audience: Props['audience'] }) {
  // A reason that only repeats the answer isn't one.
  const reasons = card.reasons.filter(
    ({ title, text, source, possible }) =>
      (title !== card.outcome.title && !(audience === 'staff' && card.overrideReason)) ||
      text !== card.headline ||
      source ||
      possible,
  )
  if (reasons.length === 0 && !card.overrideReason) return null
  // Who decided isn't why. A person's reason for the partner is its wording, which stands above as the answer.
  if (audience === 'partner' && card.decidedBy === 'person' && reasons.every(({ text }) => text === card.headline))
    return (
      <section>
        {reasons.map(({ title }) => (
          <p key={title} className={classes.source}>
            {title}.
          </p>
        ))}
      </section>
    )
  return (
    <section>
      <h3>Why</h3>
      <ul className={classes.reasons}>
        {audience === 'staff' && card.overrideReason && (
          <li className={classes.reason}>
            <span className={classes.reasonTitle}>
              {followsFrom(card)
                ? `It followed from ${followsFrom(card)}`
                : `${card.decidedByName ?? 'A person'} decided in the policy’s place`}
            </span>
            <span>{card.overrideReason}</span>
          </li>
        )}
        {reasons.map((reason) => (
          <li key={`${reason.title} ${reason.text}`} className={classes.reason}>
            <span className={classes.reasonTitle}>{reason.title}</span>
            {reason.text !== card.headline && <span>{reason.text}</span>}
            <Possible text={reason.possible} audience={audience} />
            {reason.source && <span className={classes.source}>{reason.source}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What is still open to the partner. It addresses the partner: staff read whose words they are. */
function Possible({ text, audience }: { text: string | undefined; audience: Props['audience'] }) {
  if (!text) return null
  if (audience === 'staff')
    return (
      <span className={classes.partnerReads}>
        <span className={classes.source}>What the partner reads</span>
        <span>{text}</span>
      </span>
    )
  return (
    <span className={classes.possible}>
      <IconArrowRight size={16} aria-hidden />
      <span>{text}</span>
    </span>
  )
}

function Evidence({ card, audience, locale }: Pick<Props, 'card' | 'audience' | 'locale'>) {
  const rules = card.reasons.flatMap(({ rule, title }) => (rule ? [{ rule, title }] : []))
  const by = card.decidedBy === 'policy' ? 'the policy' : (card.decidedByName ?? 'a person')
  return (
    <details className={classes.fold}>
      <summary>Facts, rules and policy version</summary>
      <div className={classes.evidence}>
        <p className={classes.source}>
          {card.policy && `${card.policy.title}, version ${card.policy.version}. `}
          {card.policy?.activeFrom && `In force since ${formatInstant(card.policy.activeFrom, locale)}. `}
          {card.decisionId === null ? 'Asked' : 'Decided'} {formatInstant(card.decidedAt, locale)}
          {card.decisionId === null ? '; nothing is recorded.' : ` by ${by}.`}
        </p>
        {audience === 'staff' && rules.length > 0 && (
          <ul className={classes.missing}>
            {rules.map(({ rule, title }) => (
              <li key={rule}>
                {title} <code>{rule}</code>
              </li>
            ))}
          </ul>
        )}
        {card.facts.length > 0 && (
          <dl className={classes.facts}>
            {card.facts.map(({ fact, title, value, internal }) => (
              <FactRow key={fact} title={internal ? `${title} (internal)` : title} value={value} />
            ))}
          </dl>
        )}
      </div>
    </details>
  )
}

function FactRow({ title, value }: { title: string; value: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd className="tabular">{value}</dd>
    </>
  )
}

/** The card's word alone, for short places such as a sticky summary. */
export function DecisionWord({ card, audience }: Pick<Props, 'card' | 'audience'>) {
  return <ToneBadge tone={cardTone(card.outcome, audience)}>{card.outcome.title}</ToneBadge>
}
