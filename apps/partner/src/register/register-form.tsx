import { Button } from '@mantine/core'
import type { PrecheckAnswer } from '@parley/contract/home'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useSend } from '@parley/ui/query'
import { useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { queryClient, refreshRegistrations, routes, useMe } from '../api.ts'
import { say } from '../layout/notice.tsx'
import { paths } from '../paths.ts'
import { AnswerStrip, AnswerView, SubmitLine } from './answer-view.tsx'
import { DealFields } from './deal-fields.tsx'
import { type DealForm, type FieldErrors, fieldNames, fromPointers, isUntouched, toRegistration } from './deal-form.ts'
import { DraftLine, OtherState } from './draft-line.tsx'
import { type Asked, askAll, askFor } from './questions.ts'
import classes from './register.module.css'
import { RulesFold } from './rules-fold.tsx'
import { type DraftStart, useDraft } from './use-draft.ts'
import { usePrecheck } from './use-precheck.ts'

export const registerTitle = 'Is this deal yours to register?'

export function RegisterForm({
  start,
  focus,
  onCreated,
}: {
  start: DraftStart
  focus: string | null
  onCreated: (id: string) => void
}) {
  const { user, vendor } = useMe()
  const navigate = useNavigate()
  const draft = useDraft(user.id, start, onCreated)
  const live = usePrecheck(draft.form, vendor.currency)
  const [used, setUsed] = useState<{ names: ReadonlySet<string>; last: string | null }>({
    names: new Set(),
    last: null,
  })
  const [errors, setErrors] = useState<FieldErrors>({})
  const form = useRef<HTMLFormElement>(null)
  const lookFor = useRef<FieldErrors | null>(null)
  // Questions move only when a new answer comes, never under a keystroke.
  const [placed, setPlaced] = useState<{ answer: PrecheckAnswer | null; asked: Asked }>({ answer: null, asked: askAll })
  if (placed.answer !== live.answer) {
    const place = { before: placed.asked, used: used.names, inUse: used.last }
    setPlaced({ answer: live.answer, asked: askFor(live.answer, draft.form, place) })
  }
  const { asked } = placed

  const register = useSend(routes.register, {
    onDone: (answer) => {
      const { id, reference } = answer.data.summary
      draft.finish()
      queryClient.setQueryData(queryKeyOf(routes.get, { params: { id } }), answer)
      void refreshRegistrations()
      say(`Registered as ${reference}. This is the answer.`)
      void navigate({ to: paths.registration, params: { id } })
    },
  })

  const focusFirst = (found: FieldErrors) => {
    lookFor.current = found
    setErrors(found)
  }
  // After the commit that marks the fields and opens the fold that may hold them.
  useEffect(() => {
    if (lookFor.current !== errors) return
    lookFor.current = null
    const fields = [...(form.current?.querySelectorAll<HTMLElement>('[id]') ?? [])]
    fields.find((field) => field.id in errors)?.focus()
  }, [errors])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { body, errors: found } = toRegistration(draft.form, vendor.currency)
    if (found) return focusFirst(found)
    setErrors({})
    const { id } = draft.current()
    register.mutate(
      { body: id ? { ...body, draftId: id } : body },
      { onError: (error) => focusFirst(fromPointers(fieldErrors(error))) },
    )
  }
  const change = (next: Partial<DealForm>) => {
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([name]) => !(name in next))))
    draft.change(next)
  }
  useFocusBack(focus)
  useFarewell(draft)

  const errorsShown = Object.keys(errors).length > 0
  const unplaced = register.isError && Object.keys(fromPointers(fieldErrors(register.error))).length === 0
  return (
    <Page
      title={registerTitle}
      lead="Type what you know. The answer stands beside it, and nothing is recorded before you register."
    >
      <DraftLine draft={draft} />
      <OtherState draft={draft} />
      <form
        ref={form}
        className={classes.columns}
        onSubmit={submit}
        noValidate
        onFocus={({ target }) => {
          const name = (target as HTMLElement).getAttribute('name')
          if (name === null || !fieldNames.includes(name as keyof DealForm)) return
          draft.rememberFocus((target as HTMLElement).id)
          setUsed(({ names }) => ({ names: names.has(name) ? names : new Set([...names, name]), last: name }))
        }}
      >
        <div className={classes.fields}>
          <DealFields form={draft.form} errors={errors} asked={asked} onChange={change} />
        </div>
        <aside className={classes.aside} id="answer" aria-label="The answer so far">
          <AnswerView {...live} settledRefusal={asked.settledRefusal} />
          <RulesFold />
        </aside>
        <div className={classes.submit}>
          {errorsShown && (
            <p role="alert" className={classes.errorLine}>
              {Object.keys(errors).length === 1
                ? 'One answer needs you. It is marked above.'
                : `${Object.keys(errors).length} answers need you. They are marked above.`}
            </p>
          )}
          {unplaced && <ProblemNotice error={register.error} focus />}
          <SubmitLine answer={live.answer} />
          <Button
            type="submit"
            size="md"
            variant={asked.settledRefusal ? 'default' : 'filled'}
            loading={register.isPending}
          >
            Register this deal
          </Button>
        </div>
        <AnswerStrip answer={live.answer} />
      </form>
    </Page>
  )
}

/** After a reload the reader goes on in the field where it was. */
function useFocusBack(field: string | null) {
  useEffect(() => {
    if (field) document.getElementById(field)?.focus()
  }, [field])
}

/** Leaving with something typed says that it is kept. */
function useFarewell(draft: ReturnType<typeof useDraft>) {
  const { current } = draft
  const latest = useRef(current)
  latest.current = current
  useEffect(
    () => () => {
      const { changed, finished, form } = latest.current()
      if (changed && !finished && !isUntouched(form)) say('Your draft is kept. You find it on your home page.')
    },
    [],
  )
}
