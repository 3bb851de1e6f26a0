import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { registrationStatuses } from '@parley/contract/registrations'
import { SelectField, TextField } from '@parley/ui/fields'
import { useEffect, useState } from 'react'
import { useMe } from '../api.ts'
import { type ListSearch, type Sort, sorts } from './list-search.ts'
import classes from './registrations.module.css'

const options = (titles: Record<string, string>) => Object.entries(titles).map(([value, label]) => ({ value, label }))

/** The filters of the list; each change goes to the address. "/" goes to the search. */
export function ListFilters({
  search,
  onChange,
}: {
  search: ListSearch
  onChange: (next: Partial<ListSearch>) => void
}) {
  const { productFamilies } = useMe()
  const [typed, setTyped] = useState(search.q ?? '')
  const settle = useDebouncedCallback((q: string) => onChange({ q: q.trim() || undefined }), 250)
  useEffect(() => setTyped((now) => (now.trim() === (search.q ?? '') ? now : (search.q ?? ''))), [search.q])
  useHotkeys([['/', () => document.getElementById('q')?.focus()]])
  const chosen = new Set(search.status?.split(',') ?? [])
  const toggle = (status: string) => {
    const next = chosen.has(status) ? [...chosen].filter((one) => one !== status) : [...chosen, status]
    onChange({ status: next.join(',') || undefined })
  }
  return (
    <search className={classes.filters}>
      <div className={classes.fields}>
        <TextField
          label="Find"
          name="q"
          type="search"
          placeholder="Customer or reference"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            settle(value)
          }}
        />
        <SelectField
          label="Product family"
          name="productFamily"
          nothing="All"
          value={search.productFamily ?? ''}
          options={productFamilies.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onChange({ productFamily: value || undefined })}
        />
        <SelectField
          label="Order"
          name="sort"
          nothing={null}
          value={search.sort}
          options={options(sorts)}
          onChange={(value) => onChange({ sort: (value || 'newest') as Sort })}
        />
      </div>
      <fieldset className={classes.statuses}>
        <legend>Status</legend>
        <div className={classes.chips}>
          {options(registrationStatuses).map(({ value, label }) => (
            <label key={value} className={classes.chip}>
              <input type="checkbox" checked={chosen.has(value)} onChange={() => toggle(value)} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    </search>
  )
}
