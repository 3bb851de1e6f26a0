import { route } from '../route.ts'
import { Me } from '../session.ts'

/** Sign-in, sign-out and sessions are better-auth's own routes below /api/auth. */
export const session = {
  me: route({
    id: 'me',
    method: 'get',
    path: '/me',
    audience: 'anyone',
    tag: 'Session',
    summary: 'Who is signed in',
    response: Me,
    status: 200,
  }),
}
