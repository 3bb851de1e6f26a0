import { Button } from '@mantine/core'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useNavigate } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import classes from './accounts.module.css'

const AccountSearchField = lazy(async () => ({
  default: (await import('../layout/account-search-field.tsx')).AccountSearchField,
}))

/** Another record that nobody suspected yet: found by name, then both stand side by side. */
export function Compare({ self }: { self: string }) {
  const [open, setOpen] = useState(false)
  const navigate = useNavigate()
  if (!open)
    return (
      <div className={classes.after}>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          Compare with another record
        </Button>
      </div>
    )
  return (
    <div className={classes.adding}>
      <Suspense fallback={<CardSkeleton height={72} />}>
        <Focused>
          <AccountSearchField
            label="Which other record?"
            hint="Both stand side by side. From there they can be merged."
            value={null}
            clear=""
            self={self}
            onChange={(other) =>
              other && navigate({ to: '/duplicates/$one/$other', params: { one: self, other: other.id } })
            }
          />
        </Focused>
      </Suspense>
      <div>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </div>
  )
}

/** What was asked for has the focus as soon as it is there. */
function Focused({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  return <div ref={box}>{children}</div>
}
