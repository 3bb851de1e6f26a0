import { Button } from '@mantine/core'
import { viewAs } from '@parley/contract/routes/view-as'
import { formatRelative } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import classes from '@parley/ui/team/view-banner.module.css'
import { IconEye } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
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
  const [ending, setEnding] = useState(false)
  if (!looking) return null
  const end = async () => {
    setEnding(true)
    await call(viewAs.end, { params: { id: looking.viewId } }).catch(() => undefined)
    await client.invalidateQueries(meOptions)
    setEnding(false)
  }
  return (
    <aside className={classes.banner} data-tone="needsYou" aria-label="You look as somebody else">
      <IconEye size={18} aria-hidden />
      <span className={classes.full}>
        You look as{' '}
        <strong>
          <Name>{looking.name}</Name>
        </strong>{' '}
        in the partner app, so nothing can be changed here either. It ends {formatRelative(looking.endsAt, now)}.
      </span>
      <span className={classes.brief} aria-hidden>
        As{' '}
        <strong>
          <Name>{looking.name}</Name>
        </strong>
        , read only
      </span>
      <Button size="compact-sm" variant="default" loading={ending} onClick={end}>
        End the view
      </Button>
    </aside>
  )
}
