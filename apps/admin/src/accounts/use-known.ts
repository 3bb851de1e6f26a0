import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'

type Sending<Input> = {
  mutate(input: Input, then: { onSuccess(): void }): void
  reset(): void
  isPending: boolean
  error: unknown
}

type Parts<Form, Each, Add, Remove> = {
  /** Under this name the form survives a reload. */
  keptAs: string
  blank: Form
  /** What has to be there: nothing is sent without. */
  needed: (keyof Form)[]
  known: Each[]
  formOf(each: Each): Form
  add: Sending<Add>
  putBack: Sending<Add>
  remove: Sending<Remove>
  adding(body: Form): Add
  removing(knownId: string): Remove
}

/** The form of one more way that an account is known, and what KnownList needs to add it, take one away and put it back. */
export function useKnown<Form extends Record<string, string>, Each extends { id: string }, Add, Remove>({
  add,
  putBack,
  remove,
  ...parts
}: Parts<Form, Each, Add, Remove>) {
  const [form, setForm, forget] = useKept(parts.keptAs, parts.blank)
  const [tried, setTried] = useState(false)
  const errors = fieldErrors(add.error)
  const isMissing = (field: keyof Form) => !form[field]?.trim()
  const clear = () => {
    forget()
    setForm(parts.blank)
    setTried(false)
    add.reset()
  }
  return {
    form,
    change: (part: Partial<Form>) => setForm((now) => ({ ...now, ...part })),
    /** What is wrong with a field: `else`, when it's needed and empty. */
    errorOf: (field: keyof Form & string, otherwise: string) =>
      tried && parts.needed.includes(field) && isMissing(field) ? otherwise : errors[`/${field}`],
    list: {
      add: {
        busy: add.isPending,
        error: Object.keys(errors).length > 0 ? null : add.error,
        started: parts.needed.some((field) => form[field] !== ''),
        cancel: clear,
        send: (done: () => void) => {
          setTried(true)
          if (parts.needed.some(isMissing)) return
          const onSuccess = () => {
            clear()
            done()
          }
          add.mutate(parts.adding(form), { onSuccess })
        },
      },
      remove: {
        error: remove.error ?? putBack.error,
        busy: remove.isPending || putBack.isPending,
        send: (id: string, done: () => void) => remove.mutate(parts.removing(id), { onSuccess: done }),
        putBack: (id: string, done: () => void) => {
          const known = parts.known.find((each) => each.id === id)
          return () => known && putBack.mutate(parts.adding(parts.formOf(known)), { onSuccess: done })
        },
      },
    },
  }
}
