import { Name } from '@parley/ui/name'
import { IconMinus, IconPlus, IconQuestionMark } from '@tabler/icons-react'
import { asLine, sideOf } from '../layout/reason-side.ts'
import classes from './accounts.module.css'

/** What speaks for it and against it that two are one, the weightiest first. */
export function Reasons({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null
  return (
    <ul className={classes.reasons} aria-label="What speaks for it and against it">
      {reasons.map((reason) => (
        <Reason key={reason} reason={reason} />
      ))}
    </ul>
  )
}

const sides = {
  for: { icon: IconPlus, words: 'For it: ' },
  against: { icon: IconMinus, words: 'Against it: ' },
  neither: { icon: IconQuestionMark, words: '' },
}

function Reason({ reason }: { reason: string }) {
  const { icon: Icon, words } = sides[sideOf(reason)]
  return (
    <li>
      <Icon size={12} aria-hidden />
      <span>
        <span className="visuallyHidden">{words}</span>
        <Name>{asLine(reason)}</Name>
      </span>
    </li>
  )
}
