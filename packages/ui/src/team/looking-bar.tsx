import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Name } from '../name.tsx'
import classes from './looking-bar.module.css'

/** The bar over every page, in both apps, while one looks as somebody else; `name` is whom as, `onEnd` ends the view. */
export function LookingBar({
  name,
  onEnd,
  children,
}: {
  name: string
  onEnd: () => Promise<void>
  children: ReactNode
}) {
  const [ending, setEnding] = useState(false)
  const end = async () => {
    setEnding(true)
    await onEnd()
    setEnding(false)
  }
  return (
    <aside className={classes.banner} data-tone="needsYou" aria-label="You look as somebody else">
      <IconEye size={18} aria-hidden />
      <span className={classes.full}>{children}</span>
      <span className={classes.brief} aria-hidden>
        As{' '}
        <strong>
          <Name>{name}</Name>
        </strong>
        , read only
      </span>
      <Button size="compact-sm" variant="default" loading={ending} onClick={end}>
        End the view
      </Button>
    </aside>
  )
}
