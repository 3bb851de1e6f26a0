import type { AccountPair } from '@parley/contract/accounts'
import { AbilityButton } from '@parley/ui/ability-button'
import { When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { accounts, useNow, useSend } from '../api.ts'
import { Section } from '../layout/section.tsx'
import classes from './duplicates.module.css'
import { NextPair } from './pair-answer.tsx'
import type { Next } from './pair-page.tsx'
import { useRefreshAccounts } from './refresh-accounts.ts'

/** The answer was "different": by whom and why, with a way to take it back. */
export function SaidDifferent({ pair, ...next }: { pair: AccountPair } & Next) {
  const now = useNow()
  const refresh = useRefreshAccounts()
  const forget = useSend(accounts.forgetDifference, { onDone: () => void refresh() })
  const said = pair.saidDifferent!
  return (
    <Section title="These are different">
      <div className={classes.column} role="status">
        <p>
          {said.byName} said so <When at={said.at} now={now} />: <Name>{said.reason}</Name>
        </p>
        <p>They stay two accounts and aren’t proposed again.</p>
        {forget.error ? <ProblemNotice error={forget.error} focus /> : null}
        <div className={classes.buttons}>
          <NextPair {...next} verb="Next pair" />
          <AbilityButton
            ability={pair.can.sayDifferent}
            variant="default"
            loading={forget.isPending}
            onClick={() => forget.mutate({ params: { one: pair.one.summary.id, other: pair.other.summary.id } })}
          >
            Take it back
          </AbilityButton>
        </div>
      </div>
    </Section>
  )
}
