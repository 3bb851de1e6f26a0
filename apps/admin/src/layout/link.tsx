import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Native<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> & { ref?: Ref<HTMLAnchorElement> }

function TextAnchor(props: Omit<AnchorProps, 'href'> & Native<AnchorProps>) {
  return <Anchor size="sm" {...props} />
}

function ButtonAnchor(props: Omit<ButtonProps, 'href'> & Native<ButtonProps>) {
  return <Button component="a" {...props} />
}

/** A link inside the console, in the look of a text link. */
export const TextLink = createLink(TextAnchor)

/** A link inside the console, in the look of a button. */
export const ButtonLink = createLink(ButtonAnchor)
