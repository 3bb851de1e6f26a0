import { shown } from '@parley/ui/name'
import classes from './imports.module.css'
import { counted } from './words.ts'

const most = 160

/** A stranger's text, no longer than can be read among other words; the rest is in the file. */
export const short = (text: string): string =>
  text.length > most ? `${shown(text.slice(0, most).toWellFormed())}…` : shown(text)

/** The same in its own direction, with how much was left out. */
export function Cell({ text }: { text: string }) {
  return (
    <>
      <bdi className={classes.cell}>{short(text)}</bdi>
      {text.length > most && <span className={classes.dim}> ({counted(text.length, 'character')})</span>}
    </>
  )
}

/** Several of them, one under the other. */
export function Texts({ texts }: { texts: readonly string[] }) {
  return texts.map((text, index) => (
    <div key={index}>
      <Cell text={text} />
    </div>
  ))
}
