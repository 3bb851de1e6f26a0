import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { countries, countryName } from '@parley/ui/countries'
import { type FieldProps, inputProps } from '@parley/ui/field-parts'
import { Name } from '@parley/ui/name'
import { useState } from 'react'
import { accounts, useCall } from '../api.ts'
import classes from './accounts.module.css'
import { placeOf } from './place.tsx'
import type { TypedAccount } from './typed-account.ts'

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
type Option = { value: string; label: string; disabled?: boolean }
const unknown = 'none'

/** A list of options is never without one: what it says instead can’t be chosen. */
const orNone = (options: Option[], words: string): Option[] =>
  options.length > 0 ? options : [{ value: 'nothing', label: words, disabled: true }]
const countryOptions = [{ value: unknown, label: 'Not known' }, ...countries]

/** A country, found by typing a part of its name in any spelling, or its code. Empty text while it isn't known. */
export function CountrySearchField(props: FieldProps<string>) {
  return (
    <Select
      {...inputProps(props)}
      searchable
      selectFirstOptionOnChange
      data={countryOptions}
      value={props.value || unknown}
      maxDropdownHeight={260}
      filter={({ options, search }) =>
        search === shownCountry(props.value)
          ? options
          : orNone(matching(options as Option[], plain(search.trim())), 'No country is called that.')
      }
      onChange={(value) => props.onChange(value === null || value === unknown ? '' : value)}
    />
  )
}

const shownCountry = (code: string) => (code === '' ? 'Not known' : countryName(code))

/** Its code, then names that begin so, then those that have it in the middle. */
function matching(options: readonly Option[], typed: string): Option[] {
  const rank = ({ value, label }: Option) => {
    if (value.toLowerCase() === typed) return 0
    const at = plain(label).indexOf(typed)
    return at === -1 ? 3 : at === 0 ? 1 : 2
  }
  return options.filter((option) => rank(option) < 3).sort((one, other) => rank(one) - rank(other))
}

type Parent = TypedAccount['parent']

/** Another account, found as one types. `self` can't be chosen. */
export function AccountSearchField(props: FieldProps<Parent> & { self: string | null; clear: string }) {
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
    return account && placeOf(account)
  }
  return (
    <div className={classes.meanings}>
      <Select
        {...inputProps(props)}
        searchable
        placeholder="Type a part of its name, or its domain"
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
