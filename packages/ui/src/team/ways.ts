import type { apiKeys } from '@parley/contract/routes/api-keys'
import type { team, users } from '@parley/contract/routes/team'

/** The same deeds, of a partner's own team or of everybody: each app gives its routes. */
export type PeopleWays = {
  changeRole: typeof team.changeRole | typeof users.changeRole
  changeAccess: typeof team.changeAccess | typeof users.changeAccess
  endSecondFactor: typeof team.endSecondFactor | typeof users.endSecondFactor
}
export type InvitationWays = {
  renew: typeof team.renewInvitation | typeof users.renewInvitation
  withdraw: typeof team.withdrawInvitation | typeof users.withdrawInvitation
}
export type KeyWays = {
  list: typeof apiKeys.listOwn | typeof apiKeys.list
  create: typeof apiKeys.createOwn | typeof apiKeys.create
  revoke: typeof apiKeys.revokeOwn | typeof apiKeys.revoke
}
