import { accounts, staff, useRefresh } from '../api.ts'

/** After an answer to who is who: everything that shows it is read again. */
export function useRefreshAccounts() {
  const refresh = useRefresh()
  return () =>
    refresh(
      ...[accounts.listDuplicates, accounts.comparePair, accounts.listMerges, accounts.listConflicts],
      ...[accounts.getAccount, accounts.lookAtAccount, accounts.accountTimeline, accounts.searchAccounts],
      ...[staff.get, staff.list, staff.queue],
    )
}
