import { Radio } from '@mantine/core'
import { relations } from '@parley/contract/accounts'
import { FieldLabel } from '@parley/ui/field-parts'
import { SelectField, TextField } from '@parley/ui/fields'
import type { ReactNode } from 'react'
import { AccountSearchField } from '../layout/account-search-field.tsx'
import classes from './accounts.module.css'
import { designationMeanings } from './designation.tsx'
import { CountrySearchField } from './search-fields.tsx'
import type { TypedAccount } from './typed-account.ts'

const relationOptions = Object.entries(relations).map(([value, label]) => ({ value, label }))
const designationOptions = Object.entries(designationMeanings) as [TypedAccount['designation'], string][]

const pointers = ['/name', '/domain', '/country', '/city', '/taxId', '/designation', '/parentId', '/relation']

/** Whether a field says it: the rest of what the server refuses stands below them. */
export const isTold = (errors: Record<string, string>) => pointers.some((pointer) => pointer in errors)

/** What is wrong with what is typed, by JSON pointer, before it is sent. */
export function checkTyped(typed: TypedAccount): Record<string, string> {
  return {
    ...(typed.name.trim() === '' ? { '/name': 'Write its name.' } : {}),
    ...(typed.parent && typed.relation === '' ? { '/relation': 'Say what it is to its parent.' } : {}),
  }
}

/** Everything that can be said of an account itself. `self` is the account, when it is one already. */
export function AccountFields(props: {
  typed: TypedAccount
  self: string | null
  errors: Record<string, string>
  onChange: (change: Partial<TypedAccount>) => void
  /** Stands below what an account is recognised by. */
  children?: ReactNode
}) {
  const { typed, errors, onChange } = props
  return (
    <>
      <TextField
        label="Name"
        name="name"
        required
        hint="As the company writes it, with its legal form."
        value={typed.name}
        error={errors['/name']}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label="Website"
        name="domain"
        required={false}
        hint="A domain or an e-mail address will do. It tells two like names apart best."
        value={typed.domain}
        error={errors['/domain']}
        onChange={(domain) => onChange({ domain })}
      />
      <div className={classes.two}>
        <CountrySearchField
          label="Country"
          name="country"
          required={false}
          value={typed.country}
          error={errors['/country']}
          onChange={(country) => onChange({ country })}
        />
        <TextField
          label="City"
          name="city"
          required={false}
          value={typed.city}
          error={errors['/city']}
          onChange={(city) => onChange({ city })}
        />
      </div>
      {props.children}
      <TextField
        label="Tax id"
        name="taxId"
        required={false}
        hint="As on an invoice. Spaces and dots don’t matter."
        value={typed.taxId}
        error={errors['/taxId']}
        onChange={(taxId) => onChange({ taxId })}
      />
      <Radio.Group
        label={<FieldLabel label="Designation" />}
        value={typed.designation}
        error={errors['/designation']}
        onChange={(value) => onChange({ designation: value as TypedAccount['designation'] })}
      >
        <div className={classes.meanings} style={{ marginTop: '0.375rem' }}>
          {designationOptions.map(([value, meaning]) => (
            <Radio
              key={value}
              size="md"
              value={value}
              label={meaning.slice(0, meaning.indexOf(':'))}
              description={sentence(meaning.slice(meaning.indexOf(':') + 2))}
            />
          ))}
        </div>
      </Radio.Group>
      <AccountSearchField
        label="Parent"
        name="parent"
        required={false}
        hint={typed.parent ? undefined : 'The account above it in its family.'}
        clear="Take the parent away"
        self={props.self}
        value={typed.parent}
        error={errors['/parentId']}
        onChange={(parent) => onChange({ parent, ...(parent ? {} : { relation: '' }) })}
      />
      {typed.parent && (
        <SelectField
          label="What is it to its parent?"
          name="relation"
          required
          options={relationOptions}
          value={typed.relation}
          error={errors['/relation']}
          onChange={(relation) => onChange({ relation: relation as TypedAccount['relation'] })}
        />
      )}
    </>
  )
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
