import { ParleyProvider } from '@parley/ui/provider'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient, whenSignedOut } from './api.ts'
import { paths } from './paths.ts'
import { router } from './router.tsx'

whenSignedOut(() => {
  const { pathname, href } = router.state.location
  if (pathname === paths.signIn) return
  queryClient.clear()
  void router.navigate({ to: paths.signIn, search: { next: href } })
})

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ParleyProvider>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ParleyProvider>
  </StrictMode>,
)
