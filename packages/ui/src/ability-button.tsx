import { Button, type ButtonProps } from '@mantine/core'
import type { Ability } from '@parley/contract/ability'
import { type ComponentProps, useId } from 'react'
import classes from './ability-button.module.css'
import { useReadOnly } from './read-only.tsx'

const always: Ability = { ok: true }

/**
 * A button for what changes something, with the words of whoever decides whether it may. While somebody looks as another, none may. A
 * button that stays in its place when it can't be used, with the reason under it. It keeps the focus and is announced
 * as unavailable, so that the reason is reachable by keyboard. `reasonOnHover` keeps the reason in a tooltip, for dense screens.
 */
export function AbilityButton({
  ability: own = always,
  onClick,
  reasonOnHover = false,
  ...button
}: {
  ability?: Ability | undefined
  onClick?: () => void
  reasonOnHover?: boolean
} & ButtonProps &
  Omit<ComponentProps<'button'>, keyof ButtonProps | 'onClick'>) {
  const reasonId = useId()
  const readOnly = useReadOnly()
  const ability = readOnly === null || !own.ok ? own : { ok: false as const, reason: readOnly }
  if (ability.ok) return <Button {...button} {...(onClick && { onClick })} />
  return (
    <span className={classes.wrap}>
      <Button
        {...button}
        variant="default"
        data-disabled
        aria-disabled
        aria-describedby={reasonId}
        title={reasonOnHover ? ability.reason : undefined}
        onClick={(event) => event.preventDefault()}
      />
      <span id={reasonId} className={reasonOnHover ? 'visuallyHidden' : classes.reason}>
        {ability.reason}
      </span>
    </span>
  )
}
