import { type ReactNode, useEffect } from 'react'
import { BrandMark } from '../brand.tsx'
import classes from '../sign-in.module.css'

/** What stands around every screen before somebody is signed in. */
export function SignInFrame({ title, lead, children }: { title: string; lead?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Parley`
  }, [title])
  return (
    <main className={classes.screen}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <BrandMark /> Parley
        </div>
        <div>
          <h1>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
