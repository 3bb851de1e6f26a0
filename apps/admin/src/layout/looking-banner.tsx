import { viewAs } from '@parley/contract/routes/view-as'
import { formatRelative } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { LookingBar } from '@parley/ui/team/looking-bar'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call, meOptions, useMe, useNow } from '../api.ts'

/** Over every page of the console while one looks as a partner's person: that it only reads meanwhile, and the way out. */
export function LookingBanner() {
  const { looking } = useMe()
  const now = useNow()
  const client = useQueryClient()
  const endsAt = looking?.endsAt
  useEffect(() => {
    if (!endsAt) return
    const left = Math.max(Date.parse(endsAt) - Date.parse(now), 0)
    const timer = setTimeout(() => void client.invalidateQueries(meOptions), left + 500)
    return () => clearTimeout(timer)
  }, [client, endsAt, now])
  if (!looking) return null
  const end = async () => {
    await call(viewAs.end, { params: { id: looking.viewId } }).catch(() => undefined)
    await client.invalidateQueries(meOptions)
  }
  return (
    <LookingBar name={looking.name} onEnd={end}>
      You look as{' '}
      <strong>
        <Name>{looking.name}</Name>
      </strong>{' '}
      in the partner app, so nothing can be changed here either. It ends {formatRelative(looking.endsAt, now)}.
    </LookingBar>
  )
}
