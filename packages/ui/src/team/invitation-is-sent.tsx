import { Button } from '@mantine/core'
import type { InvitationSent } from '@parley/contract/team'
import { Day } from '../date.tsx'
import classes from './team.module.css'
import { ToldOnce } from './told-once.tsx'

/** Where the mail went, and the link to hand over in another way. */
export function InvitationIsSent({ sent, onClose }: { sent: InvitationSent; onClose: () => void }) {
  return (
    <>
      <p>
        A link goes to {sent.email} by mail, where mail is set up. It is good until <Day value={sent.expiresAt} />.
      </p>
      {sent.link && (
        <>
          <p className={classes.dim}>
            You can also hand the link over yourself. It is shown here once, and whoever has it comes in.
          </p>
          <ToldOnce label="Link" value={sent.link} />
        </>
      )}
      <div className={classes.buttons}>
        <Button onClick={onClose}>{sent.link ? 'I have it' : 'Done'}</Button>
      </div>
    </>
  )
}
