/** Every address of the partner app. */
export const paths = {
  signIn: '/sign-in',
  forgotPassword: '/forgot-password',
  setPassword: '/set-password',
  account: '/account',
  home: '/',
  register: '/register',
  registrations: '/registrations',
  registration: '/registrations/$id',
  notifications: '/notifications',
  notificationSettings: '/notifications/settings',
  team: '/team',
  invitation: '/invitation',
  rules: '/rules',
  publishedAccounts: '/rules/accounts',
  integrations: '/integrations',
  webhook: '/integrations/$id',
} as const
