import { useEffect, useRef } from 'react'
import { accounts, useCall } from '../api.ts'
import type { TypedAccount } from './typed-account.ts'

/** Another screen proposes the account above this one: it is filled in once, where none is named, for a person to save. */
export function useProposedParent(
  id: string | undefined,
  { parent }: TypedAccount,
  change: (part: Partial<TypedAccount>) => void,
) {
  const proposed = useCall(accounts.getAccount, { params: { id: id ?? '' } }, { enabled: id !== undefined })
  const above = proposed.data?.data.summary
  const filledIn = useRef(false)
  useEffect(() => {
    if (!above || filledIn.current) return
    filledIn.current = true
    if (parent === null) change({ parent: { id: above.id, name: above.name }, relation: 'subsidiary' })
  })
}
