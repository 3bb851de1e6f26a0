import { Button, type ButtonProps } from '@mantine/core'
import type { Ability } from '@parley/contract/ability'
import { type ComponentProps, useId } from 'react'
import classes from './ability-button.module.css'

/**
 * A button that stays in its place when it can't be used, with the reason under it. It keeps the focus and is announced
 * as unavailable, so that the reason is reachable by keyboard. `reasonOnHover` keeps the reason in a tooltip, for dense screens.
 */
export function AbilityButton({
  ability,
  onClick,
  reasonOnHover = false,
  ...button
}: {
  ability: Ability
  onClick: () => void
  reasonOnHover?: boolean
} & ButtonProps &
  Omit<ComponentProps<'button'>, keyof ButtonProps | 'onClick'>) {
  const reasonId = useId()
  if (ability.ok) return <Button {...button} onClick={onClick} />
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
