import type { AccountDetail } from '@parley/contract/accounts'
import { TextField } from '@parley/ui/fields'
import { Name } from '@parley/ui/name'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { accounts, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { type Known, KnownList } from './known-list.tsx'
import { useAccountRefresh } from './use-account-refresh.ts'

const blank = { domain: '', source: '' }

/** Its website, and further domains with where each is from; added and taken away in place. */
export function KnownDomains({ account }: { account: AccountDetail }) {
  const { id, domain: ownDomain } = account.summary
  const refresh = useAccountRefresh()
  const [form, setForm, forget] = useKept(`account.domain.${id}`, blank)
  const [tried, setTried] = useState(false)
  const add = useSend(accounts.addDomain, { onDone: () => refresh() })
  const remove = useSend(accounts.removeDomain, { onDone: () => refresh() })
  const putBack = useSend(accounts.addDomain, { onDone: () => refresh() })
  const errors = fieldErrors(add.error)
  const clear = () => {
    forget()
    setForm(blank)
    setTried(false)
    add.reset()
  }
  return (
    <KnownList
      title="Domains"
      thing="domain"
      empty={ownDomain ? '' : 'No website is known. A domain is what tells two like names apart best.'}
      first={ownDomain && <Name>{ownDomain}</Name>}
      can={account.can.edit}
      known={account.domains.map(
        ({ id: key, host, source, addedByName, addedAt }): Known => ({
          id: key,
          text: host,
          kind: null,
          source,
          addedByName,
          addedAt,
        }),
      )}
      add={{
        busy: add.isPending,
        error: Object.keys(errors).length > 0 ? null : add.error,
        started: form.domain !== '' || form.source !== '',
        cancel: clear,
        send: (done) => {
          setTried(true)
          if (!form.domain.trim() || !form.source.trim()) return
          add.mutate(
            { params: { id }, body: form },
            {
              onSuccess: () => {
                clear()
                done()
              },
            },
          )
        },
      }}
      remove={{
        error: remove.error ?? putBack.error,
        busy: remove.isPending || putBack.isPending,
        send: (domainId, done) => remove.mutate({ params: { id, domainId } }, { onSuccess: done }),
        putBack: (domainId, done) => {
          const known = account.domains.find((each) => each.id === domainId)
          return () =>
            known &&
            putBack.mutate({ params: { id }, body: { domain: known.host, source: known.source } }, { onSuccess: done })
        },
      }}
    >
      <TextField
        label="Domain"
        required
        hint="A website or an e-mail address will do."
        value={form.domain}
        error={tried && !form.domain.trim() ? 'Write the domain.' : errors['/domain']}
        onChange={(domain) => setForm((now) => ({ ...now, domain }))}
      />
      <TextField
        label="Where do you know it from?"
        required
        hint="Such as their e-mails, the imprint, a contract."
        value={form.source}
        error={tried && !form.source.trim() ? 'Write where it is from.' : errors['/source']}
        onChange={(source) => setForm((now) => ({ ...now, source }))}
      />
    </KnownList>
  )
}
