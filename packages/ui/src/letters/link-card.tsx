import { Button } from '@mantine/core'
import {
  type Attestation,
  type AttestationDetail,
  type AttestationState,
  attestationStates,
} from '@parley/contract/attestations'
import { IconCopy, IconExternalLink, IconPrinter } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { Day, When } from '../date.tsx'
import { Name } from '../name.tsx'
import { ToneBadge } from '../outcome.tsx'
import type { Tone } from '../theme.tsx'
import classes from './letters.module.css'

const tones: Record<AttestationState, Tone> = {
  valid: 'granted',
  notLeading: 'refused',
  expired: 'neutral',
  revoked: 'neutral',
}

export const LinkBadge = ({ state }: { state: AttestationState }) => (
  <ToneBadge tone={tones[state]}>{attestationStates[state]}</ToneBadge>
)

/** One link in a list: for which customer, for what, until when. */
export function LinkLine({ link, title }: { link: Attestation; title: ReactNode }) {
  return (
    <li className={classes.item}>
      {title}
      <span className={classes.badges}>
        <LinkBadge state={link.state} />
        <span>
          {link.productFamilies.map(({ name }) => name).join(', ')}, until <Day value={link.lastDay} />
        </span>
        {link.partnerName && <Name>{link.partnerName}</Name>}
      </span>
    </li>
  )
}

/** The link with its QR code: to copy, to print, to revoke. */
export function LinkCard(props: {
  link: AttestationDetail
  now: string
  revoking: boolean
  onRevoke: () => void
  problem?: ReactNode
}) {
  const { link } = props
  const [copied, setCopied] = useState(false)
  return (
    <section className={`${classes.panel} ${classes.toned}`} data-tone={tones[link.state]} aria-label="The link">
      <div className={classes.sheet}>
        <img
          className={classes.qr}
          alt={`QR code of the link for ${link.accountName}`}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(link.qrSvg)}`}
        />
        <div className={classes.stack}>
          <div className={classes.badges}>
            <LinkBadge state={link.state} />
          </div>
          <dl className={classes.lines}>
            {link.partnerName && (
              <>
                <dt>Partner</dt>
                <dd>
                  <Name>{link.partnerName}</Name>
                </dd>
              </>
            )}
            <dt>Customer</dt>
            <dd>
              <Name>{link.accountName}</Name>
            </dd>
            <dt>For</dt>
            <dd>{link.productFamilies.map(({ name }) => name).join(', ')}</dd>
            <dt>Valid until</dt>
            <dd>
              the end of <Day value={link.lastDay} />
            </dd>
            <dt>Made by</dt>
            <dd>
              <Name>{link.madeByName}</Name> <When at={link.madeAt} now={props.now} />
            </dd>
            {link.revokedAt && (
              <>
                <dt>Revoked by</dt>
                <dd>
                  <Name>{link.revokedByName ?? ''}</Name> <When at={link.revokedAt} now={props.now} />
                </dd>
              </>
            )}
          </dl>
          <div className={`${classes.link} tabular`}>{link.link}</div>
          <div className={classes.buttons}>
            <Button
              leftSection={<IconCopy size={16} aria-hidden />}
              onClick={() => navigator.clipboard?.writeText(link.link).then(() => setCopied(true))}
            >
              {copied ? 'Copied' : 'Copy the link'}
            </Button>
            <Button
              component="a"
              href={link.link}
              target="_blank"
              rel="noreferrer"
              variant="default"
              leftSection={<IconExternalLink size={16} aria-hidden />}
            >
              See what it says
            </Button>
            <Button
              variant="default"
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => window.print()}
            >
              Print
            </Button>
            <AbilityButton
              ability={link.can.revoke}
              variant="default"
              loading={props.revoking}
              onClick={props.onRevoke}
            >
              Revoke it
            </AbilityButton>
          </div>
          {props.problem}
        </div>
      </div>
      <p className={classes.dim}>
        Whoever opens the link reads whether it is so at that moment. If the lead changes, or you revoke it, it says no.
      </p>
    </section>
  )
}
