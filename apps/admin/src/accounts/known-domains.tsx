import type { AccountDetail } from '@parley/contract/accounts'
import { TextField } from '@parley/ui/fields'
import { Name } from '@parley/ui/name'
import { accounts, useSend } from '../api.ts'
import { type Known, KnownList } from './known-list.tsx'
import { useAccountRefresh } from './use-account-refresh.ts'
import { useKnown } from './use-known.ts'

/** Its website, and further domains with where each is from; added and taken away in place. */
export function KnownDomains({ account }: { account: AccountDetail }) {
  const { id, domain: ownDomain } = account.summary
  const refresh = useAccountRefresh()
  const onDone = () => refresh()
  const { form, change, errorOf, list } = useKnown({
    keptAs: `account.domain.${id}`,
    blank: { domain: '', source: '' },
    needed: ['domain', 'source'],
    known: account.domains,
    formOf: ({ host, source }) => ({ domain: host, source }),
    add: useSend(accounts.addDomain, { onDone }),
    putBack: useSend(accounts.addDomain, { onDone }),
    remove: useSend(accounts.removeDomain, { onDone }),
    adding: (body) => ({ params: { id }, body }),
    removing: (domainId) => ({ params: { id, domainId } }),
  })
  return (
    <KnownList
      title="Domains"
      thing="domain"
      empty={ownDomain ? '' : 'No website is known. A domain is what tells two like names apart best.'}
      first={ownDomain && <Name>{ownDomain}</Name>}
      can={account.can.edit}
      known={account.domains.map(({ host, ...added }): Known => ({ text: host, kind: null, ...added }))}
      {...list}
    >
      <TextField
        label="Domain"
        required
        hint="A website or an e-mail address will do."
        value={form.domain}
        error={errorOf('domain', 'Write the domain.')}
        onChange={(domain) => change({ domain })}
      />
      <TextField
        label="Where do you know it from?"
        required
        hint="Such as their e-mails, the imprint, a contract."
        value={form.source}
        error={errorOf('source', 'Write where it is from.')}
        onChange={(source) => change({ source })}
      />
    </KnownList>
  )
}
