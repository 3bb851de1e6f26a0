import {
  type Designation,
  type DesignationState,
  designationStates,
  type PartnerLetter,
} from '@parley/contract/designations'
import { evidenceKinds } from '@parley/contract/evidence'
import { customerAnswers, letterForms } from '@parley/contract/letters'
import type { ReactNode } from 'react'
import { Day, When } from '../date.tsx'
import { formatSize } from '../evidence.tsx'
import { Name, shown } from '../name.tsx'
import { ToneBadge } from '../outcome.tsx'
import type { Tone } from '../theme.tsx'
import classes from './letters.module.css'

type Letter = Omit<PartnerLetter, 'designations' | 'version'>

const tones: Record<DesignationState, Tone> = {
  deciding: 'waiting',
  waiting: 'waiting',
  inEffect: 'granted',
  notAccepted: 'refused',
  ended: 'neutral',
}

export const DesignationBadge = ({ state }: { state: DesignationState }) => (
  <ToneBadge tone={tones[state]}>{designationStates[state]}</ToneBadge>
)

/** What stands with a letter for a product family, in a line: "Backup: waits, takes effect on 10 Nov 2026". */
export function DesignationLine(props: Pick<Designation, 'productFamily' | 'state' | 'takesEffectOn' | 'holdsUntil'>) {
  const { productFamily, state, takesEffectOn, holdsUntil } = props
  return (
    <span className={classes.badges}>
      <DesignationBadge state={state} />
      <span>
        {productFamily.name}
        {state === 'waiting' && takesEffectOn && (
          <>
            {' '}
            from <Day value={takesEffectOn} />
          </>
        )}
        {state === 'inEffect' && holdsUntil && (
          <>
            {' '}
            until <Day value={holdsUntil} />
          </>
        )}
      </span>
    </span>
  )
}

/** Who signed what, when, and who brought it. `path` is where the file is. */
export function LetterFacts({
  letter,
  now,
  path,
  children,
}: {
  letter: Letter
  now: string
  path: string
  children?: ReactNode
}) {
  const { file } = letter
  return (
    <dl className={classes.lines}>
      {children}
      <dt>Signed by</dt>
      <dd>
        <Name>{letter.signerName}</Name>
        {letter.signerTitle && `, ${shown(letter.signerTitle)}`}, on <Day value={letter.signedOn} />
      </dd>
      <dt>Form</dt>
      <dd>{letterForms[letter.form]}</dd>
      <dt>For</dt>
      <dd>{letter.productFamilies.map(({ name }) => name).join(', ')}</dd>
      <dt>Brought by</dt>
      <dd>
        <Name>{letter.broughtByName}</Name> <When at={letter.receivedAt} now={now} />
      </dd>
      {letter.namesOthersToo && (
        <>
          <dt>Names others too</dt>
          <dd>Yes</dd>
        </>
      )}
      {letter.waivesWait && (
        <>
          <dt>Says that it can’t be taken back</dt>
          <dd>Yes</dd>
        </>
      )}
      {letter.note && (
        <>
          <dt>About it</dt>
          <dd>{shown(letter.note)}</dd>
        </>
      )}
      <dt>The letter</dt>
      <dd>
        <a href={path} download={file.name}>
          {shown(file.name)}
        </a>{' '}
        <span className={classes.dim}>
          {evidenceKinds[file.kind]}, {formatSize(file.bytes)}
        </span>
      </dd>
      <dt>Asked the customer</dt>
      <dd>
        {letter.isGenuine === null || letter.checkedAt === null ? (
          'Not yet'
        ) : (
          <>
            {answerOf(letter)}, <When at={letter.checkedAt} now={now} />
          </>
        )}
      </dd>
    </dl>
  )
}

/** What the customer said when it was asked about a letter. */
export function answerOf({ isGenuine, customerSays }: Answered): string {
  if (customerSays) return customerAnswers[customerSays]
  return isGenuine ? 'The letter is its own' : 'The letter isn’t its own'
}
type Answered = { isGenuine: boolean | null; customerSays: keyof typeof customerAnswers | null }
