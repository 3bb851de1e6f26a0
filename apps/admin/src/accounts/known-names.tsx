import { type AccountDetail, aliasKinds } from '@parley/contract/accounts'
import { SelectField, TextField } from '@parley/ui/fields'
import { accounts, useSend } from '../api.ts'
import { type Known, KnownList } from './known-list.tsx'
import { useAccountRefresh } from './use-account-refresh.ts'
import { useKnown } from './use-known.ts'

type Kind = AccountDetail['aliases'][number]['kind']
const kinds = Object.entries(aliasKinds).map(([value, label]) => ({ value, label }))

/** The other names that it is found by, with where each is from; added and taken away in place. */
export function KnownNames({ account }: { account: AccountDetail }) {
  const { id } = account.summary
  const refresh = useAccountRefresh()
  const onDone = () => refresh()
  const { form, change, errorOf, list } = useKnown({
    keptAs: `account.alias.${id}`,
    blank: { name: '', kind: 'other' as Kind, source: '' },
    needed: ['name', 'source'],
    known: account.aliases,
    formOf: ({ name, kind, source }) => ({ name, kind, source }),
    add: useSend(accounts.addAlias, { onDone }),
    putBack: useSend(accounts.addAlias, { onDone }),
    remove: useSend(accounts.removeAlias, { onDone }),
    adding: (body) => ({ params: { id }, body }),
    removing: (aliasId) => ({ params: { id, aliasId } }),
  })
  return (
    <KnownList
      title="Also known as"
      thing="name"
      empty="No other name is known. Former and short names help to find it."
      can={account.can.edit}
      known={account.aliases.map(
        ({ name, kind, ...added }): Known => ({ text: name, kind: aliasKinds[kind], ...added }),
      )}
      {...list}
    >
      <TextField
        label="Name"
        required
        value={form.name}
        error={errorOf('name', 'Write the name.')}
        onChange={(name) => change({ name })}
      />
      <SelectField
        label="What kind of name is it?"
        nothing={null}
        options={kinds}
        value={form.kind}
        error={errorOf('kind', '')}
        onChange={(kind) => change({ kind: kind as Kind })}
      />
      <TextField
        label="Where do you know it from?"
        required
        hint="Such as the commercial register, their website, a contract."
        value={form.source}
        error={errorOf('source', 'Write where it is from.')}
        onChange={(source) => change({ source })}
      />
    </KnownList>
  )
}
