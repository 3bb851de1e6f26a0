/** Every address of the partner app. */
export const paths = {
  signIn: '/sign-in',
  home: '/',
  register: '/register',
  registrations: '/registrations',
  registration: '/registrations/$id',
  rules: '/rules',
  publishedAccounts: '/rules/accounts',
} as const
