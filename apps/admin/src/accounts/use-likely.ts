import { useDebouncedValue } from '@mantine/hooks'
import { accounts, isCode, useCall } from '../api.ts'
import type { TypedAccount } from './typed-account.ts'

const nobody: ReadonlySet<string> = new Set()

/** Milliseconds after the last keystroke. */
const lookAfterMs = 300

/**
 * Which accounts what is typed may be, and which may be of its family. An account that is edited is neither, and `family`
 * is known. Nothing is looked up below two letters.
 */
export function useLikely(typed: TypedAccount, self: string | null = null, family: ReadonlySet<string> = nobody) {
  const text = (value: string) => value.trim() || undefined
  const said = {
    name: typed.name.trim().slice(0, 200),
    domain: text(typed.domain),
    country: text(typed.country),
    city: text(typed.city),
    taxId: typed.taxId.trim().length > 1 ? typed.taxId.trim() : undefined,
  }
  const [settled] = useDebouncedValue(JSON.stringify(said), lookAfterMs)
  const body = JSON.parse(settled) as typeof said
  const enabled = body.name.length > 1 || body.domain !== undefined
  const answer = useCall(accounts.lookUpAccount, { body } as never, { enabled, keep: true })
  const found = enabled ? answer.data?.data : undefined
  const others = <Each extends { account: { id: string } }>(list: Each[] | undefined) =>
    (list ?? []).filter(({ account }) => account.id !== self)
  const candidates = others(found?.candidates)
  const shown = new Set([...family, ...candidates.map(({ account }) => account.id)])
  return {
    enabled,
    candidates,
    related: others(found?.related).filter(({ account }) => !shown.has(account.id)),
    looking: enabled && (answer.isFetching || settled !== JSON.stringify(said)),
    // What is half typed may be nothing that can be looked up yet.
    error: isCode(answer.error, 'refused') || isCode(answer.error, 'malformed') ? null : answer.error,
    refetch: answer.refetch,
  }
}
export type Likely = ReturnType<typeof useLikely>
