import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { countryName } from '@parley/ui/countries'
import { type FieldProps, inputProps } from '@parley/ui/field-parts'
import { Name } from '@parley/ui/name'
import { useState } from 'react'
import { accounts, useCall } from '../api.ts'
import classes from './account-search-field.module.css'
import { orNone } from './options.ts'

/** An account that was chosen, by its name. */
export type ChosenAccount = { id: string; name: string } | null

/** Another account, found as one types. `self` can't be chosen. */
export function AccountSearchField(props: FieldProps<ChosenAccount> & { self: string | null; clear: string }) {
  const [search, setSearch] = useState(props.value?.name ?? '')
  const [q] = useDebouncedValue(search.trim(), 200)
  const chosen = props.value
  const asked = q.length >= 2 && q !== chosen?.name
  const answer = useCall(accounts.searchAccounts, { query: { q, limit: 12 } }, { enabled: asked, keep: true })
  const found = asked ? (answer.data?.data.items ?? []).filter(({ id }) => id !== props.self) : []
  const others = found.filter(({ id }) => id !== chosen?.id)
  const options = [
    ...(chosen ? [{ value: chosen.id, label: chosen.name }] : []),
    ...others.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const looking = asked && (answer.isFetching || search.trim() !== q)
  const placeOfFound = (id: string) => {
    const account = found.find((each) => each.id === id)
    return account && [account.domain, account.city, countryName(account.country)].filter(Boolean).join(' · ')
  }
  return (
    <div className={classes.field}>
      <Select
        {...inputProps(props)}
        searchable
        placeholder="A part of its name, or its domain"
        data={orNone(
          options,
          looking ? 'Looking…' : asked ? 'No account is called that.' : 'Type two letters or more.',
        )}
        value={chosen?.id ?? null}
        searchValue={search}
        onSearchChange={setSearch}
        maxDropdownHeight={260}
        filter={({ options: all }) => all}
        renderOption={({ option }) => (
          <span style={{ overflowWrap: 'anywhere' }}>
            <Name>{option.label}</Name>
            {placeOfFound(option.value) && <span className={classes.found}>{placeOfFound(option.value)}</span>}
          </span>
        )}
        onChange={(id, option) => props.onChange(id === null || !option ? null : { id, name: option.label })}
      />
      {chosen && (
        <div>
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              props.onChange(null)
              setSearch('')
            }}
          >
            {props.clear}
          </Button>
        </div>
      )}
    </div>
  )
}
