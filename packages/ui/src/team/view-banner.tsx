import { call } from '@parley/contract/client'
import { viewAs } from '@parley/contract/routes/view-as'
import type { Me } from '@parley/contract/session'
import { useEffect } from 'react'
import { formatRelative } from '../date.tsx'
import { Name } from '../name.tsx'
import { LookingBar } from './looking-bar.tsx'

const toConsole = () => window.location.assign('/admin/users')

/** Over every page while somebody of the vendor looks as a partner's person: who as whom, for how long, and the way back. */
export function ViewBanner({ me, now }: { me: Me; now: string }) {
  const { viewed, user, partner } = me
  const left = viewed ? Date.parse(viewed.endsAt) - Date.parse(now) : 0
  useEffect(() => {
    if (!viewed) return
    const timer = setTimeout(toConsole, Math.max(left, 0) + 500)
    return () => clearTimeout(timer)
  }, [viewed, left])
  if (!viewed) return null
  const end = async () => {
    await call(viewAs.end, { params: { id: viewed.viewId } }).catch(() => undefined)
    toConsole()
  }
  return (
    <LookingBar name={user.name} onEnd={end}>
      <strong>
        <Name>{viewed.by}</Name>
      </strong>
      , you see this as{' '}
      <strong>
        <Name>{user.name}</Name>
      </strong>{' '}
      of <Name>{partner?.name ?? ''}</Name> does: to read only, without drafts. It ends{' '}
      {formatRelative(viewed.endsAt, now)}.
    </LookingBar>
  )
}
