import { Button } from '@mantine/core'
import { ownAccount } from '@parley/contract/routes/sign-in'
import type { OwnSignIn } from '@parley/contract/sign-in'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Day } from '../date.tsx'
import { Dialog } from '../dialog.tsx'
import { useSend } from '../query.tsx'
import classes from './account.module.css'
import { RecoveryCodesShown } from './recovery-codes.tsx'
import { AskPassword, SetUpSecondFactor } from './set-up-second-factor.tsx'

type Doing = 'setUp' | 'renew' | 'end' | null

/** A code from the phone beside the password: set up, renewed codes, turned off. */
export function OwnSecondFactor({ own, onChanged }: { own: OwnSignIn; onChanged: () => void }) {
  const [doing, setDoing] = useState<Doing>(null)
  const { on, since, recoveryCodesLeft, required } = own.secondFactor
  const close = () => setDoing(null)
  const done = () => {
    close()
    onChanged()
  }
  return (
    <section className={classes.part} aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      {on ? (
        <>
          <p className={classes.state}>
            <IconShieldCheck size={20} aria-hidden className={classes.on} />
            <span>On since {since && <Day value={since} />}. Signing in asks for a code from your phone.</span>
          </p>
          <p className={classes.dim}>
            {recoveryCodesLeft === 0
              ? 'You have no recovery codes left. Make new ones, so that a lost phone doesn’t keep you out.'
              : `${recoveryCodesLeft} recovery ${recoveryCodesLeft === 1 ? 'code is' : 'codes are'} left.`}
            {required && ' It can’t be turned off: the vendor asks for it.'}
          </p>
        </>
      ) : (
        <p>With it, your password alone opens nothing: signing in asks for a code from your phone as well.</p>
      )}
      <div className={classes.buttons}>
        {!on && <Button onClick={() => setDoing('setUp')}>Set it up</Button>}
        {on && (
          <Button variant="default" onClick={() => setDoing('renew')}>
            Make new recovery codes
          </Button>
        )}
        {on && !required && (
          <Button variant="default" onClick={() => setDoing('end')}>
            Turn it off
          </Button>
        )}
      </div>
      <Dialog title="Set up a second factor" open={doing === 'setUp'} onClose={done}>
        <SetUpSecondFactor onDone={done} onLeave={close} />
      </Dialog>
      <Dialog title="Make new recovery codes" open={doing === 'renew'} onClose={done}>
        <RenewCodes onDone={done} onLeave={close} />
      </Dialog>
      <Dialog title="Turn the second factor off?" open={doing === 'end'} onClose={close}>
        <TurnOff onDone={done} onLeave={close} />
      </Dialog>
    </section>
  )
}

function RenewCodes({ onDone, onLeave }: { onDone: () => void; onLeave: () => void }) {
  const renew = useSend(ownAccount.renewRecoveryCodes)
  if (renew.data) return <RecoveryCodesShown codes={renew.data.data.codes} onKept={onDone} />
  return (
    <AskPassword
      toldOnce
      lead="The ones that you have now stop working."
      submitLabel="Make new codes"
      withCode
      busy={renew.isPending}
      error={renew.error}
      onGiven={(body) => renew.mutate({ body })}
      onLeave={onLeave}
    />
  )
}

function TurnOff({ onDone, onLeave }: { onDone: () => void; onLeave: () => void }) {
  const end = useSend(ownAccount.endSecondFactor, { onDone })
  return (
    <AskPassword
      lead="From then on, your password alone lets you in. Your recovery codes stop working."
      submitLabel="Turn it off"
      withCode
      busy={end.isPending}
      error={end.error}
      onGiven={(body) => end.mutate({ body })}
      onLeave={onLeave}
    />
  )
}
