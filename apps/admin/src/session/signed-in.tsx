import { Button, Center, Group, Stack } from '@mantine/core'
import { Empty } from '@parley/ui/empty'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { isCode, meOptions } from '../api.ts'
import { keepOnlyFor } from '../layout/kept.ts'
import { forgetAllFiles } from '../layout/kept-files.ts'
import { Redirect } from '../layout/redirect.tsx'

/** Shows its children to the vendor's staff; strangers sign in first and come back to where they wanted to go. */
export function SignedIn(props: { children: ReactNode; onSignOut: () => void }) {
  const { data, error, refetch } = useQuery(meOptions)
  const location = useLocation()
  if (data?.me.audience === 'staff') {
    if (keepOnlyFor(data.me.user.id)) void forgetAllFiles()
    if (data.me.secondFactorNeeded && location.pathname !== '/account') return <Redirect go={{ to: '/account' }} />
    return props.children
  }
  if (data) return <PartnerHere name={data.me.user.name} onSignOut={props.onSignOut} />
  if (isCode(error, 'notSignedIn')) return <Redirect go={{ to: '/sign-in', search: { to: location.href } }} />
  return (
    <Center mih="100dvh" p="md">
      <Stack w="min(30rem, 100%)">
        {error ? <ProblemNotice error={error} onRetry={refetch} /> : <ListSkeleton rows={3} />}
      </Stack>
    </Center>
  )
}

function PartnerHere(props: { name: string; onSignOut: () => void }) {
  return (
    <Center mih="100dvh" p="md" component="main">
      <Empty
        title="This is the vendor’s console"
        text={`You are signed in as ${props.name}, for a partner. Your registrations are in the partner app.`}
        action={
          <Group>
            <Button component="a" href="/">
              Open the partner app
            </Button>
            <Button variant="default" onClick={props.onSignOut}>
              Sign in as somebody else
            </Button>
          </Group>
        }
      />
    </Center>
  )
}
