import { Fragment } from 'react'

/** Marks that turn the direction of what follows; Unicode 17, chapter 23.3. */
const turns = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
/** So many marks above and below one letter are a picture, and reach into other lines. */
const pilesOfMarks = /(\p{M}{4})\p{M}+/gu

/**
 * A text as a screen shows it, whoever typed what into it: nothing in it turns the words beside it around, or reaches over them. What
 * is stored, edited and exported stays as it was typed.
 */
export const shown = (text: string): string => text.replaceAll(turns, '').replaceAll(pilesOfMarks, '$1')

/** An e-mail address, which breaks behind its @ and before its dots where it must, and never amid a word. */
export function Email({ children }: { children: string }) {
  const parts = shown(children).split(/(?<=@)|(?=\.)/)
  return parts.map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

/** A company's or a person's name among other words: a name that is written from right to left leaves their order alone. */
export function Name({ children }: { children: string }) {
  return <bdi>{shown(children)}</bdi>
}
