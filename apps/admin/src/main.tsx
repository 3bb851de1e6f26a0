import { ParleyProvider } from '@parley/ui/provider'
import { createQueryClient } from '@parley/ui/query'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { meOptions } from './api.ts'
import { router } from './router.tsx'
import './console.css'

// A session that ended while somebody worked: who is signed in is asked again, once, and the sign-in screen follows.
const client = createQueryClient({
  onSignedOut: () => {
    if (client.getQueryData(meOptions.queryKey)) void client.resetQueries(meOptions)
  },
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ParleyProvider>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ParleyProvider>
  </StrictMode>,
)
