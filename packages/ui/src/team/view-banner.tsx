import { Button } from '@mantine/core'
import { call } from '@parley/contract/client'
import { viewAs } from '@parley/contract/routes/view-as'
import type { Me } from '@parley/contract/session'
import { IconEye } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { formatRelative } from '../date.tsx'
import { Name } from '../name.tsx'
import classes from './view-banner.module.css'

const toConsole = () => window.location.assign('/admin/users')

/** Over every page while somebody of the vendor looks as a partner's person: who as whom, for how long, and the way back. */
export function ViewBanner({ me, now }: { me: Me; now: string }) {
  const [ending, setEnding] = useState(false)
  const { viewed, user, partner } = me
  const left = viewed ? Date.parse(viewed.endsAt) - Date.parse(now) : 0
  useEffect(() => {
    if (!viewed) return
    const timer = setTimeout(toConsole, Math.max(left, 0) + 500)
    return () => clearTimeout(timer)
  }, [viewed, left])
  if (!viewed) return null
  const end = async () => {
    setEnding(true)
    await call(viewAs.end, { params: { id: viewed.viewId } }).catch(() => undefined)
    toConsole()
  }
  return (
    <aside className={classes.banner} data-tone="needsYou" aria-label="You look as somebody else">
      <IconEye size={18} aria-hidden />
      <span className={classes.full}>
        <strong>
          <Name>{viewed.by}</Name>
        </strong>
        , you see this as{' '}
        <strong>
          <Name>{user.name}</Name>
        </strong>{' '}
        of <Name>{partner?.name ?? ''}</Name> does: to read only, without drafts. It ends{' '}
        {formatRelative(viewed.endsAt, now)}.
      </span>
      <span className={classes.brief} aria-hidden>
        As{' '}
        <strong>
          <Name>{user.name}</Name>
        </strong>
        , read only
      </span>
      <Button size="compact-sm" variant="default" loading={ending} onClick={end}>
        End the view
      </Button>
    </aside>
  )
}
