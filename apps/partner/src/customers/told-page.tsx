import { ProblemError } from '@parley/contract/client'
import { type LeadNotice, leadNoticeStates } from '@parley/contract/lead-notices'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { AbilityButton } from '@parley/ui/ability-button'
import { Empty } from '@parley/ui/empty'
import { LetterFacts } from '@parley/ui/letters/letter-facts'
import { LetterFields, nothingTyped, saidOf, whatIsWrong } from '@parley/ui/letters/letter-fields'
import classes from '@parley/ui/letters/letters.module.css'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { fieldErrors, isStale, ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import type { Tone } from '@parley/ui/theme'
import { useParams } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { queryClient, useNow, useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

const tones: Record<LeadNotice['state'], Tone> = {
  open: 'needsYou',
  tookEffect: 'refused',
  youStay: 'granted',
  withdrawn: 'neutral',
}

/** A customer of this partner names somebody else: what it may do, and until when. Whom, nobody says. */
export function ToldPage() {
  const { id } = useParams({ from: '/signed-in/told/$id' })
  const now = useNow()
  const found = useCall(partnerDesignations.notice, { params: { id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const notice = found.data?.data
  return (
    <Page
      title={notice ? `Do you stay at ${notice.accountName}?` : 'Does your customer stay with you?'}
      actions={
        <LinkButton variant="default" to={paths.customers}>
          All your customers
        </LinkButton>
      }
    >
      {notice ? (
        <div className={classes.stack}>
          <section
            className={`${classes.panel} ${classes.toned}`}
            data-tone={tones[notice.state]}
            aria-label="What is so"
          >
            <div className={classes.badges}>
              <ToneBadge tone={tones[notice.state]}>{leadNoticeStates[notice.state]}</ToneBadge>
            </div>
            <h2>{notice.headline}</h2>
            <p>{notice.possible}</p>
            {notice.registrationId && (
              <div className={classes.buttons}>
                <LinkButton variant="default" to={paths.registration} params={{ id: notice.registrationId }}>
                  Open your registration
                </LinkButton>
              </div>
            )}
          </section>
          {notice.rescission && (
            <section className={classes.panel} aria-label="The letter that you brought">
              <h2>The letter that you brought</h2>
              <LetterFacts
                letter={notice.rescission}
                now={now}
                path={`/api/v1/partner/letters/${notice.rescission.id}/file`}
              />
            </section>
          )}
          {notice.can.bring.ok && <TakeBackForm notice={notice} etag={found.data!.etag} />}
        </div>
      ) : isGone ? (
        <Empty
          title="There is no such notice"
          text="It isn’t for your company, or the address was cut off."
          action={<LinkButton to={paths.customers}>Show your customers</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <CardSkeleton height={220} />
      )}
    </Page>
  )
}

/** The customer has changed its mind, and says so in writing. */
function TakeBackForm({ notice, etag }: { notice: LeadNotice; etag: string | null }) {
  const { id } = notice
  const today = useToday()
  const [typed, setTyped, forget] = useKept(`takeBack.${id}`, nothingTyped)
  const [file, setFile] = useState<File | null>(null)
  const [isMissing, setMissing] = useState(false)
  const key = queryKeyOf(partnerDesignations.notice, { params: { id } })
  const send = useSend(partnerDesignations.rescind, {
    onDone: (answer) => {
      forget()
      queryClient.setQueryData(key, answer)
      void queryClient.invalidateQueries({ queryKey: [partnerDesignations.notices.id] })
    },
  })
  const errors = fieldErrors(send.error)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(file === null)
    if (!file || whatIsWrong(file)) return
    send.mutate({ params: { id }, body: await saidOf(typed, file), ...(etag ? { ifMatch: etag } : {}) })
  }
  const again = isStale(send.error)
    ? { onRetry: () => void queryClient.invalidateQueries({ queryKey: key }), retryLabel: 'Show it as it is now' }
    : {}
  return (
    <form
      className={`${classes.panel} ${classes.form}`}
      onSubmit={(event) => void submit(event)}
      noValidate
      aria-label="Bring a letter that takes it back"
    >
      <h2>Bring a letter that takes it back</h2>
      <LetterFields
        typed={typed}
        onChange={(change) => setTyped((old) => ({ ...old, ...change }))}
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
      {send.isError && Object.keys(errors).length === 0 && <ProblemNotice error={send.error} focus {...again} />}
      <div className={classes.buttons}>
        <AbilityButton type="submit" loading={send.isPending}>
          Bring the letter
        </AbilityButton>
      </div>
    </form>
  )
}
