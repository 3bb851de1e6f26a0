import { Button } from '@mantine/core'
import type { StaffLetter } from '@parley/contract/designations'
import { staffDesignations } from '@parley/contract/routes/designations'
import classes from '@parley/ui/letters/letters.module.css'
import { Name } from '@parley/ui/name'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { type SubmitEvent, useState } from 'react'
import { AccountSearchField, type ChosenAccount } from '../layout/account-search-field.tsx'
import { useLetterChange } from './use-letter-change.ts'

/** Which company wrote it, where the name on it doesn't say so for certain. */
export function SettleForm({ letter, etag }: { letter: StaffLetter; etag: string | null }) {
  const { id } = letter
  const [account, setAccount] = useState<ChosenAccount>(null)
  const { send, again } = useLetterChange(staffDesignations.settleAccount, id)
  const errors = fieldErrors(send.error)
  const [isMissing, setMissing] = useState(false)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(account === null)
    if (account) send.mutate({ params: { id }, body: { accountId: account.id }, ...(etag ? { ifMatch: etag } : {}) })
  }
  return (
    <form className={`${classes.panel} ${classes.form}`} onSubmit={submit} noValidate aria-label="Which company is it?">
      <h2>Which company wrote it?</h2>
      <p className={classes.dim}>
        The letter says <Name>{letter.accountName}</Name>, and no account is that for certain. From then on it counts
        there, and whoever leads there is told.
      </p>
      <AccountSearchField
        label="Account"
        name="accountId"
        value={account}
        onChange={setAccount}
        self={null}
        clear="Choose another"
        error={isMissing && account === null ? 'Choose the account that wrote it.' : errors['/accountId']}
      />
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus {...again} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={send.isPending}>
          It is this one
        </Button>
      </div>
    </form>
  )
}
