import { Checkbox } from '@mantine/core'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { AbilityButton } from '@parley/ui/ability-button'
import { CountryField, TextField } from '@parley/ui/fields'
import { FamilyBoxes, LetterFields, nothingTyped, saidOf, whatIsWrong } from '@parley/ui/letters/letter-fields'
import classes from '@parley/ui/letters/letters.module.css'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useSend } from '@parley/ui/query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { queryClient, useMe, useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { ReadOnlyNote } from '../layout/read-only-note.tsx'
import { paths } from '../paths.ts'

/** A customer names this partner in writing: what it says, and the letter itself. */
export function BringLetterPage() {
  const { company = '' } = useSearch({ from: '/signed-in/letters/new' })
  const { productFamilies, vendor } = useMe()
  const navigate = useNavigate()
  const today = useToday()
  const blank = { ...nothingTyped, company, country: '', families: [] as string[], others: false, waives: false }
  const [typed, setTyped, forget] = useKept('letter', blank)
  const [file, setFile] = useState<File | null>(null)
  const [isMissing, setMissing] = useState(false)
  const change = (next: Partial<typeof typed>) => setTyped((old) => ({ ...old, ...next }))
  const send = useSend(partnerDesignations.bring, {
    onDone: ({ data, etag }) => {
      forget()
      queryClient.setQueryData(queryKeyOf(partnerDesignations.get, { params: { id: data.id } }), { data, etag })
      void queryClient.invalidateQueries({ queryKey: [partnerDesignations.list.id] })
      void navigate({ to: paths.letter, params: { id: data.id } })
    },
  })
  const errors = fieldErrors(send.error)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(file === null)
    if (!file || whatIsWrong(file)) return
    const { company: name, country, families, others, waives } = typed
    const body = { company: name, productFamilies: families, namesOthersToo: others, waivesWait: waives }
    send.mutate({ body: { ...body, ...(country ? { country } : {}), ...(await saidOf(typed, file)) } })
  }
  return (
    <Page
      title="Which customer has named you?"
      lead={`${vendor.name} asks the customer whether the letter is its own. Whoever leads the account learns that there is a letter, and not whom it names.`}
    >
      <form className={`${classes.panel} ${classes.form}`} onSubmit={(event) => void submit(event)} noValidate>
        <ReadOnlyNote />
        <div className={classes.pair}>
          <TextField
            label="Company"
            name="company"
            hint="Its name, or its own domain"
            value={typed.company}
            error={errors['/company']}
            onChange={(next) => change({ company: next })}
          />
          <CountryField
            label="Country"
            name="country"
            required={false}
            value={typed.country}
            error={errors['/country']}
            onChange={(country) => change({ country })}
          />
        </div>
        <FamilyBoxes
          label="For which product families does it name you?"
          families={productFamilies}
          chosen={typed.families}
          onChange={(families) => change({ families })}
          error={errors['/productFamilies'] ?? errors['/productFamilies/0']}
        />
        <LetterFields
          typed={typed}
          onChange={change}
          file={file}
          onFile={(next) => {
            send.reset()
            setMissing(false)
            setFile(next)
          }}
          today={today}
          errors={errors}
          isMissing={isMissing}
        />
        <div className={classes.boxes}>
          <Checkbox
            label="It names somebody beside us"
            checked={typed.others}
            onChange={(event) => change({ others: event.currentTarget.checked })}
          />
          <Checkbox
            label="It says that it can’t be taken back"
            checked={typed.waives}
            onChange={(event) => change({ waives: event.currentTarget.checked })}
          />
        </div>
        {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus />}
        <div className={classes.buttons}>
          <AbilityButton type="submit" loading={send.isPending}>
            Bring the letter
          </AbilityButton>
          <LinkButton variant="default" to={paths.customers}>
            Not now
          </LinkButton>
        </div>
      </form>
    </Page>
  )
}
