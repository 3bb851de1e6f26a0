import { Checkbox } from '@mantine/core'
import { staffDesignations } from '@parley/contract/routes/designations'
import { AbilityButton } from '@parley/ui/ability-button'
import { SelectField } from '@parley/ui/fields'
import { FamilyBoxes, LetterFields, nothingTyped, saidOf, whatIsWrong } from '@parley/ui/letters/letter-fields'
import classes from '@parley/ui/letters/letters.module.css'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf } from '@parley/ui/query'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { useMe, useRefresh, useSend, useToday } from '../api.ts'
import { AccountSearchField, type ChosenAccount } from '../layout/account-search-field.tsx'
import { useKept } from '../layout/kept.ts'
import { ButtonLink } from '../layout/link.tsx'
import { usePartnerNames } from '../layout/partner-names.ts'
import { Sheet } from '../layout/split.tsx'

const blank = {
  ...nothingTyped,
  account: null as ChosenAccount,
  partnerId: '',
  families: [] as string[],
  others: false,
  waives: false,
}

/** A letter that came to the vendor itself. */
export function EnterLetterPage() {
  const { productFamilies } = useMe()
  const today = useToday()
  const partners = usePartnerNames()
  const navigate = useNavigate()
  const client = useQueryClient()
  const refresh = useRefresh()
  const [typed, setTyped, forget] = useKept('letter', blank)
  const [file, setFile] = useState<File | null>(null)
  const change = (next: Partial<typeof typed>) => setTyped((old) => ({ ...old, ...next }))
  const send = useSend(staffDesignations.bring, {
    onDone: ({ data, etag }) => {
      forget()
      client.setQueryData(queryKeyOf(staffDesignations.get, { params: { id: data.id } }), { data, etag })
      void refresh(staffDesignations.list)
      void navigate({ to: '/letters/$id', params: { id: data.id } })
    },
  })
  const errors = fieldErrors(send.error)
  const missing = [
    ...(typed.account === null ? ['the customer'] : []),
    ...(typed.partnerId === '' ? ['the partner'] : []),
    ...(!file || whatIsWrong(file) !== null ? ['the letter’s file'] : []),
  ]
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { account, partnerId, families, others, waives } = typed
    if (!file || !account || missing.length > 0) return
    const of = { company: account.name, accountId: account.id, partnerId, productFamilies: families }
    send.mutate({ body: { ...of, namesOthersToo: others, waivesWait: waives, ...(await saidOf(typed, file)) } })
  }
  return (
    <Sheet>
      <Page
        title="Which customer names whom?"
        lead="It counts as received today. Whoever leads is told at once that there is a letter."
      >
        <form className={`${classes.panel} ${classes.form}`} onSubmit={(event) => void submit(event)} noValidate>
          <div className={classes.pair}>
            <AccountSearchField
              label="Customer"
              name="accountId"
              value={typed.account}
              onChange={(account) => change({ account })}
              self={null}
              clear="Choose another"
              error={errors['/accountId'] ?? errors['/company']}
            />
            <SelectField
              label="The partner that it names"
              name="partnerId"
              value={typed.partnerId}
              options={partners.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(partnerId) => change({ partnerId })}
              error={errors['/partnerId']}
            />
          </div>
          <FamilyBoxes
            label="For which product families?"
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
              setFile(next)
            }}
            today={today}
            errors={errors}
          />
          <div className={classes.boxes}>
            <Checkbox
              label="It names somebody beside this partner"
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
            <AbilityButton
              type="submit"
              loading={send.isPending}
              ability={
                missing.length === 0 ? { ok: true } : { ok: false, reason: `Choose first: ${missing.join(', ')}.` }
              }
            >
              Enter the letter
            </AbilityButton>
            <ButtonLink variant="default" to="/letters" search={{}}>
              Not now
            </ButtonLink>
          </div>
        </form>
      </Page>
    </Sheet>
  )
}
