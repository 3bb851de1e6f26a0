import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { countries } from './countries.tsx'
import { FieldLabel, type FieldProps, inputProps } from './field-parts.tsx'
import classes from './fields.module.css'
import { formatMoney, parseMoney } from './money.tsx'

export type { FieldProps } from './field-parts.tsx'

/** Short answers have short fields; their labels need the room. */
const short = { wrapper: { maxWidth: '14rem' } }

/** One line of text. */
export function TextField(
  props: FieldProps<string> & {
    type?: 'text' | 'email' | 'url' | 'search' | 'password'
    placeholder?: string | undefined
  },
) {
  return (
    <TextInput
      {...inputProps(props)}
      type={props.type ?? 'text'}
      placeholder={props.placeholder}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** Several lines; grows with what is typed where the browser can. */
export function LongTextField(props: FieldProps<string> & { rows?: number; placeholder?: string | undefined }) {
  return (
    <Textarea
      {...inputProps(props)}
      rows={props.rows ?? 4}
      placeholder={props.placeholder}
      styles={{
        input: {
          fieldSizing: 'content',
          // Grows downwards only: a long word would widen the page.
          contain: 'inline-size',
          minHeight: `${(props.rows ?? 4) * 1.55 + 1}em`,
          resize: 'vertical',
        },
      }}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** An amount as it is typed, kept as text; `parseMoney` reads it. What was understood stands under the field. */
export function MoneyField(props: FieldProps<string> & { currency: string; locale?: string }) {
  const amountMinor = parseMoney(props.value, props.currency, props.locale)
  const understood = amountMinor === null ? null : formatMoney(amountMinor, props.currency, props.locale)
  return (
    <TextInput
      {...inputProps({ ...props, hint: understood ?? props.hint })}
      inputMode="decimal"
      leftSection={<span className="tabular">{props.currency}</span>}
      leftSectionWidth={56}
      classNames={{ input: 'tabular' }}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** A whole number; null while nothing readable is typed. */
export function NumberField(props: FieldProps<number | null> & { min?: number; max?: number; unit?: string }) {
  const [typed, setTyped] = useState(props.value === null ? '' : String(props.value))
  const known = /^\d{1,9}$/.test(typed.trim()) ? Number(typed.trim()) : null
  const shown = known === props.value ? typed : props.value === null ? '' : String(props.value)
  return (
    <TextInput
      {...inputProps(props)}
      inputMode="numeric"
      styles={short}
      classNames={{ input: 'tabular' }}
      value={shown}
      {...(props.unit ? { rightSection: <span>{props.unit}</span>, rightSectionWidth: 88 } : {})}
      onChange={(event) => {
        const next = event.currentTarget.value.replaceAll(/\D/g, '').slice(0, 9)
        setTyped(next)
        props.onChange(next === '' ? null : Number(next))
      }}
    />
  )
}

/** A calendar day `YYYY-MM-DD`, in the browser's own picker; empty text while none is chosen. */
export function DayField(props: FieldProps<string> & { min?: string; max?: string }) {
  return (
    <TextInput
      {...inputProps(props)}
      type="date"
      styles={short}
      min={props.min}
      max={props.max}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** One of a list, in the browser's own menu. Empty text while nothing is chosen; `nothing: null` when one always is. */
export function SelectField(
  props: FieldProps<string> & { options: { value: string; label: string }[]; nothing?: string | null | undefined },
) {
  const nothing = props.nothing === undefined ? 'Choose' : props.nothing
  return (
    <NativeSelect
      {...inputProps(props)}
      value={props.value}
      data={nothing === null ? props.options : [{ value: '', label: nothing }, ...props.options]}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** A country, ISO 3166-1 alpha-2. */
export function CountryField(props: FieldProps<string>) {
  return <SelectField {...props} options={countries} nothing="Choose a country" autoComplete="country" />
}

/** One of a few, all in view. Null while nothing is chosen. */
export function ChoiceField<V extends string>({
  label,
  value,
  onChange,
  options,
  name,
  error,
  hint,
  required,
  disabled,
  onBlur,
}: FieldProps<V | null> & { options: { value: V; label: string }[] }) {
  const own = useId()
  const id = name ?? own
  return (
    <fieldset
      className={classes.group}
      aria-describedby={error ? `${id}-error` : undefined}
      aria-invalid={error ? true : undefined}
    >
      <legend style={{ padding: 0, marginBottom: '0.375rem' }}>
        <FieldLabel label={label} required={required} />
      </legend>
      <div className={`${classes.choices} ${options.length <= 2 ? classes.short : ''}`}>
        {options.map((option, index) => (
          <label key={option.value} className={classes.choice}>
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${option.value}`}
              name={id}
              value={option.value}
              checked={value === option.value}
              disabled={disabled}
              onBlur={onBlur}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {hint && <div className={classes.hint}>{hint}</div>}
      {error && (
        <div id={`${id}-error`} className={classes.error}>
          {error}
        </div>
      )}
    </fieldset>
  )
}

/** Yes or no; null while neither is chosen. */
export function YesNoField({ value, onChange, ...rest }: FieldProps<boolean | null>) {
  return (
    <ChoiceField
      {...rest}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(choice) => onChange(choice === 'yes')}
      options={[
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ]}
    />
  )
}
