import { type Role, roleTitles } from '@parley/contract/session'
import { roleDuties } from '@parley/contract/team'
import { FieldLabel } from '../field-parts.tsx'
import classes from './team.module.css'

/** Roles to choose from, each with what it may do. */
export function RoleField(props: {
  roles: readonly Role[]
  value: Role | null
  onChange: (role: Role) => void
  error?: string | undefined
}) {
  return (
    <fieldset
      className={classes.roles}
      aria-describedby={props.error ? 'role-error' : undefined}
      aria-invalid={props.error ? true : undefined}
    >
      <legend style={{ padding: 0, marginBottom: '0.375rem' }}>
        <FieldLabel label="Role" />
      </legend>
      {props.roles.map((role) => (
        <label key={role} className={classes.role}>
          <input
            type="radio"
            name="role"
            value={role}
            checked={props.value === role}
            onChange={() => props.onChange(role)}
          />
          <strong>{roleTitles[role]}</strong>
          <small>{roleDuties[role]}</small>
        </label>
      ))}
      {props.error && (
        <div id="role-error" className={classes.error}>
          {props.error}
        </div>
      )}
    </fieldset>
  )
}
