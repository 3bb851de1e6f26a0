import { Select } from '@mantine/core'
import { countries, countryName } from '@parley/ui/countries'
import { type FieldProps, inputProps } from '@parley/ui/field-parts'
import { type Option, orNone } from '../layout/options.ts'

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
const unknown = 'none'

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
