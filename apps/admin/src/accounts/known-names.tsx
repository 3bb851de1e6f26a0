import { type AccountDetail, aliasKinds } from '@parley/contract/accounts'
import { SelectField, TextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { accounts, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { type Known, KnownList } from './known-list.tsx'
import { useAccountRefresh } from './use-account-refresh.ts'

type Alias = AccountDetail['aliases'][number]
const kinds = Object.entries(aliasKinds).map(([value, label]) => ({ value, label }))
const blank = { name: '', kind: 'other' as Alias['kind'], source: '' }

/** The other names that it is found by, with where each is from; added and taken away in place. */
export function KnownNames({ account }: { account: AccountDetail }) {
  const { id } = account.summary
  const refresh = useAccountRefresh()
  const [form, setForm, forget] = useKept(`account.alias.${id}`, blank)
  const [tried, setTried] = useState(false)
  const add = useSend(accounts.addAlias, { onDone: () => refresh() })
  const remove = useSend(accounts.removeAlias, { onDone: () => refresh() })
  const putBack = useSend(accounts.addAlias, { onDone: () => refresh() })
  const errors = fieldErrors(add.error)
  const clear = () => {
    forget()
    setForm(blank)
    setTried(false)
    add.reset()
  }
  return (
    <KnownList
      title="Also known as"
      thing="name"
      empty="No other name is known. Former and short names help to find it."
      can={account.can.edit}
      known={account.aliases.map(
        (alias): Known => ({ id: alias.id, text: alias.name, kind: aliasKinds[alias.kind], ...addedOf(alias) }),
      )}
      add={{
        busy: add.isPending,
        error: Object.keys(errors).length > 0 ? null : add.error,
        started: form.name !== '' || form.source !== '',
        cancel: clear,
        send: (done) => {
          setTried(true)
          if (!form.name.trim() || !form.source.trim()) return
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
        send: (aliasId, done) => remove.mutate({ params: { id, aliasId } }, { onSuccess: done }),
        putBack: (aliasId, done) => {
          const alias = account.aliases.find((each) => each.id === aliasId)
          return () => alias && putBack.mutate({ params: { id }, body: bodyOf(alias) }, { onSuccess: done })
        },
      }}
    >
      <TextField
        label="Name"
        required
        value={form.name}
        error={tried && !form.name.trim() ? 'Write the name.' : errors['/name']}
        onChange={(name) => setForm((now) => ({ ...now, name }))}
      />
      <SelectField
        label="What kind of name is it?"
        nothing={null}
        options={kinds}
        value={form.kind}
        error={errors['/kind']}
        onChange={(kind) => setForm((now) => ({ ...now, kind: kind as Alias['kind'] }))}
      />
      <TextField
        label="Where do you know it from?"
        required
        hint="Such as the commercial register, their website, a contract."
        value={form.source}
        error={tried && !form.source.trim() ? 'Write where it is from.' : errors['/source']}
        onChange={(source) => setForm((now) => ({ ...now, source }))}
      />
    </KnownList>
  )
}

const bodyOf = ({ name, kind, source }: Alias) => ({ name, kind, source })
const addedOf = ({ source, addedByName, addedAt }: Pick<Alias, 'source' | 'addedByName' | 'addedAt'>) => ({
  source,
  addedByName,
  addedAt,
})
