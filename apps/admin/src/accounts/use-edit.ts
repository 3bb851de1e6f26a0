import type { AccountDetail } from '@parley/contract/accounts'
import { useEffect, useState } from 'react'
import { forgetKept, keep, readKept } from '../layout/kept.ts'
import { bringTo, differences, sameTyped, type TypedAccount, typedFrom } from './typed-account.ts'

/** What is typed, and the record that it was typed over. */
type Edit = { before: TypedAccount; version: number; etag: string | null; typed: TypedAccount; forgetOldName: boolean }

/**
 * An edit that survives a reload together with the version that it is based on, so that what somebody else changed
 * meanwhile is told, now or after the reload, and never written over unseen.
 */
export function useEdit({ data: account, etag }: { data: AccountDetail; etag: string | null }) {
  const key = `account.edit.${account.summary.id}`
  const latest = typedFrom(account)
  const fresh = (): Edit => ({ before: latest, version: account.version, etag, typed: latest, forgetOldName: false })
  const [edit, setEdit] = useState<Edit>(() => {
    const kept = readKept<Edit>(key)
    return kept && !sameTyped(kept.typed, kept.before) ? kept : fresh()
  })
  const [keptBefore, setKeptBefore] = useState(() => readKept<Edit>(key) !== undefined)
  const touched = !sameTyped(edit.typed, edit.before)
  useEffect(() => (touched ? keep(key, edit) : forgetKept(key)), [key, edit, touched])
  const moved = edit.version !== account.version
  const said = moved ? differences(edit.before, latest) : []
  const goOn = () =>
    setEdit((now) => ({
      ...now,
      before: latest,
      version: account.version,
      etag,
      typed: bringTo(latest, now.before, now.typed),
    }))
  // Nothing typed yet: the newer record simply stands there.
  useEffect(() => {
    if (moved && !touched) goOn()
  })
  return {
    ...edit,
    changes: moved && touched ? (said.length > 0 ? said : ['A detail of it was edited.']) : [],
    change: (part: Partial<TypedAccount>) => setEdit((now) => ({ ...now, typed: { ...now.typed, ...part } })),
    setForgetOldName: (forgetOldName: boolean) => setEdit((now) => ({ ...now, forgetOldName })),
    goOn,
    keptBefore,
    startOver: () => {
      setEdit(fresh())
      setKeptBefore(false)
    },
    forget: () => forgetKept(key),
  }
}
