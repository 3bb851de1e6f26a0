import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton, ListSkeleton } from '@parley/ui/skeletons'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import classes from './app-frame.module.css'
import { LinkButton } from './link-button.tsx'

/** Keeps the layout while a screen's code or the session is on its way. */
export function Pending() {
  return (
    <div className={classes.pending}>
      <CardSkeleton />
      <ListSkeleton rows={3} />
    </div>
  )
}

/** A screen that couldn't be shown, with a way on. */
export function RouteProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div className={classes.pending}>
      <ProblemNotice error={error} onRetry={retry} focus />
    </div>
  )
}

export function NotFound() {
  return (
    <main className={classes.pending}>
      <Page title="Where did you want to go?">
        <Empty
          title="There is no such page here"
          text="The address may have been cut off when it was copied."
          action={<LinkButton to={paths.home}>Go to your home page</LinkButton>}
        />
      </Page>
    </main>
  )
}
