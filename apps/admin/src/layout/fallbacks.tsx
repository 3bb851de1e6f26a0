import { Center } from '@mantine/core'
import { Empty } from '@parley/ui/empty'
import { ProblemNotice } from '@parley/ui/problem'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { ButtonLink } from './link.tsx'
import { Sheet } from './split.tsx'

/** No screen has this address. */
export function NotFound() {
  return (
    <Center mih="100dvh" p="md" component="main">
      <Empty
        title="There is nothing at this address"
        text="The link may be old, or a part of it got lost."
        action={<ButtonLink to="/">Go to the work queue</ButtonLink>}
      />
    </Center>
  )
}

/** A screen that couldn't be shown. */
export function Broken({ error, reset }: ErrorComponentProps) {
  return (
    <Sheet>
      <ProblemNotice error={error} onRetry={reset} />
    </Sheet>
  )
}
