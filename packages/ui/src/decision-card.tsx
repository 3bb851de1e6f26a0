import type { DecisionCard } from '@parley/contract/decisions'
import type { OutcomeDefinition } from '@parley/rules/point'
import { type PointId, points } from '@parley/rules/points/points'
import { IconArrowRight, IconCircleX, IconClock, IconHandStop, IconShieldCheck, IconUsers } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatInstant } from './date.tsx'
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
export function DecisionCardView({ card, audience, locale, actions, compact = false }: Props) {
  const tone = cardTone(card.outcome, audience)
  const Icon = icons[tone]
  return (
    <article
      className={`${classes.card} ${compact ? classes.compact : ''}`}
      data-tone={tone}
      aria-label={card.question}
    >
      <div className={classes.answer}>
        <div className={classes.words}>
          <div className={classes.outcome}>
            <Icon size={24} aria-hidden />
            {card.outcome.title}
          </div>
          <h2 className={classes.headline}>{card.headline}</h2>
          <OutcomeParams card={card} />
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      <div className={classes.body}>
        <Reasons card={card} audience={audience} />
        {card.missing.length > 0 && (
          <section>
            <h3>Still to be known</h3>
            <ul className={classes.missing}>
              {card.missing.map(({ fact, question, title }) => (
                <li key={fact}>{question ?? title}</li>
              ))}
            </ul>
          </section>
        )}
        {card.changes.length > 0 && (
          <section>
            <h3>What would change this</h3>
            <ul className={classes.changes}>
              {card.changes.map(({ text, outcomeTitle }) => (
                <li key={text}>
                  <span>{text}</span>
                  <IconArrowRight size={16} aria-label="leads to" role="img" />
                  <strong>{outcomeTitle}</strong>
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

/** "90 days of protection": the outcome's parameters, in the words of its decision point. */
function OutcomeParams({ card }: { card: DecisionCard }) {
  const point = points[card.point as PointId] as { outcomes: Record<string, OutcomeDefinition> } | undefined
  const known = point?.outcomes[card.outcome.type]?.parameters ?? {}
  const shown = Object.entries(card.outcome.params).flatMap(([name, value]) => {
    const parameter = known[name]
    if (parameter === undefined) return []
    if (parameter.kind === 'choice')
      return [{ name, value: parameter.values[String(value)] ?? String(value), title: '' }]
    return [{ name, value: String(value), title: parameter.title }]
  })
  if (shown.length === 0) return null
  return (
    <ul className={classes.params}>
      {shown.map(({ name, value, title }) => (
        <li key={name} className="tabular">
          <strong>{value}</strong> {title}
        </li>
      ))}
    </ul>
  )
}

function Reasons({ card, audience }: { card: DecisionCard; audience: Props['audience'] }) {
  if (card.reasons.length === 0 && !card.overrideReason) return null
  return (
    <section>
      <h3>Why</h3>
      <ul className={classes.reasons}>
        {audience === 'staff' && card.overrideReason && (
          <li className={classes.reason}>
            <span className={classes.reasonTitle}>
              {card.decidedByName ?? 'A person'} decided in the policy’s place
            </span>
            <span>{card.overrideReason}</span>
          </li>
        )}
        {card.reasons.map((reason) => (
          <li key={`${reason.title} ${reason.text}`} className={classes.reason}>
            <span className={classes.reasonTitle}>{reason.title}</span>
            {reason.text !== card.headline && <span>{reason.text}</span>}
            {reason.possible && (
              <span className={classes.possible}>
                <IconArrowRight size={16} aria-hidden />
                <span>{reason.possible}</span>
              </span>
            )}
            {reason.source && <span className={classes.source}>{reason.source}</span>}
          </li>
        ))}
      </ul>
    </section>
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
