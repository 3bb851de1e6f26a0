import { ToneBadge } from '@parley/ui/outcome'
import { IconEqual, IconEqualNot, IconQuestionMark, IconTilde } from '@tabler/icons-react'

const levels = [
  { from: 950, word: 'Almost certainly', tone: 'info', icon: IconEqual },
  { from: 600, word: 'Probably', tone: 'info', icon: IconTilde },
  { from: 250, word: 'Perhaps', tone: 'neutral', icon: IconQuestionMark },
  { from: 0, word: 'Hardly', tone: 'neutral', icon: IconEqualNot },
] as const

/** A chance of 0 to 1000 in words: "Probably the same". How it is worded is no policy: what follows from it is. */
export const chanceInWords = (permille: number, what: string): string => `${levelOf(permille).word} ${what}`

const levelOf = (permille: number) => levels.find(({ from }) => permille >= from) ?? levels[3]

/** The same with its icon; the figure on hover. */
export function Chance({ permille, what = 'the same' }: { permille: number; what?: string }) {
  const { tone, icon } = levelOf(permille)
  return (
    <span title={`About ${Math.round(permille / 10)} in 100`}>
      <ToneBadge tone={tone} icon={icon}>
        {chanceInWords(permille, what)}
      </ToneBadge>
    </span>
  )
}
