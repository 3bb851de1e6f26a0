import { accounts, useRefresh } from '../api.ts'

/** After an account changed: itself, the lists, and what is looked up by it. */
export function useAccountRefresh() {
  const refresh = useRefresh()
  return () =>
    refresh(
      accounts.getAccount,
      accounts.lookAtAccount,
      accounts.accountTimeline,
      accounts.searchAccounts,
      accounts.lookUpAccount,
      accounts.listDuplicates,
    )
}
