import { Day } from '../date.tsx'
import { ToldOnce } from '../team/told-once.tsx'

/** The signing secret, this once, with what it is for. `until`: to when the one before signs along. */
export function TheSecret({ secret, until }: { secret: string | null; until?: string | null | undefined }) {
  if (secret === null) return <p>It was shown before. If nobody has it, renew it and copy the new one.</p>
  return (
    <>
      <p>
        Copy it now: it is shown this once. Your system checks with it that an event is from us, as the{' '}
        <a href="https://www.standardwebhooks.com/" target="_blank" rel="noreferrer">
          Standard Webhooks
        </a>{' '}
        specification says.
      </p>
      <ToldOnce label="Secret" value={secret} />
      {until && (
        <p>
          For 24 hours, until <Day value={until} />, events are signed with the old one too. Change over meanwhile.
        </p>
      )}
    </>
  )
}
