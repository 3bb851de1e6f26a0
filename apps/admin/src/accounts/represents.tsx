import type { RepresentativeAnswer } from '@parley/contract/representatives'
import { staffDesignations } from '@parley/contract/routes/designations'
import { Day, formatInstant } from '@parley/ui/date'
import classes from '@parley/ui/letters/letters.module.css'
import { Name, shown } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import type { Tone } from '@parley/ui/theme'
import { useCall } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'

const tones: Record<RepresentativeAnswer['kind'], Tone> = { partner: 'granted', vendor: 'info', nobody: 'neutral' }
const words: Record<RepresentativeAnswer['kind'], string> = {
  partner: 'A partner',
  vendor: 'We ourselves',
  nobody: 'Nobody',
}

/** Who represents us here, by product family; on the account's own page, for now. */
export function Represents({ accountId }: { accountId: string }) {
  return (
    <Section
      title="Who represents us?"
      note={
        <TextLink to="/accounts/$id/represents" params={{ id: accountId }} search={{}}>
          With the proof, at any instant
        </TextLink>
      }
    >
      <Answers accountId={accountId} brief />
    </Section>
  )
}

/** One answer for each product family, and what it rests on. `at` is an instant; without it, now. */
export function Answers(props: {
  accountId: string
  family?: string | undefined
  at?: string | undefined
  brief?: boolean
}) {
  const { accountId, family, at, brief } = props
  const query = { ...(family ? { family } : {}), ...(at ? { at } : {}) }
  const found = useCall(staffDesignations.represents, { params: { id: accountId }, query }, { keep: true })
  if (found.isError) return <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <ListSkeleton rows={3} />
  const { answers, relatives } = found.data.data
  return (
    <>
      <ul className={classes.list}>
        {answers.map((answer) => (
          <li key={answer.productFamily.id} className={brief ? undefined : classes.item}>
            <Answer answer={answer} brief={brief === true} />
          </li>
        ))}
      </ul>
      {!brief && relatives.length > 0 && (
        <Section title="In its family">
          <p className={classes.dim}>Nothing is inherited: each company of a family answers for itself.</p>
          <ul className={classes.list}>
            {relatives.map((each) => (
              <li key={`${each.accountId} ${each.productFamilyName}`}>
                <TextLink to="/accounts/$id/represents" params={{ id: each.accountId }} search={{}}>
                  <Name>{each.accountName}</Name>
                </TextLink>
                , {each.productFamilyName}: <Name>{each.name}</Name>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function Answer({ answer, brief }: { answer: RepresentativeAnswer; brief: boolean }) {
  const { proof, waiting } = answer
  return (
    <div className={classes.stack} style={{ gap: '0.25rem' }}>
      <span className={classes.badges}>
        <ToneBadge tone={tones[answer.kind]}>{words[answer.kind]}</ToneBadge>
        {brief && <strong>{answer.productFamily.name}</strong>}
      </span>
      {!brief && <h2>{shown(answer.sentence)}</h2>}
      {brief && answer.name && (
        <span>
          <Name>{answer.name}</Name>
          {answer.lastDay && (
            <>
              , until <Day value={answer.lastDay} />
            </>
          )}
        </span>
      )}
      {proof && (
        <span className={brief ? classes.dim : undefined}>
          {proof.path ? <a href={`/admin${proof.path}`}>{proof.title}</a> : proof.title}
          {!brief && (
            <>
              . {shown(proof.saidBy)}
              {proof.saidAt && `, ${formatInstant(proof.saidAt)}`}.
            </>
          )}
        </span>
      )}
      {!brief && answer.since && (
        <span className={classes.dim}>
          Since <Day value={answer.since} />
          {proof?.decisionId && (
            <>
              .{' '}
              <TextLink to="/decisions/$id" params={{ id: proof.decisionId }}>
                Open the decision
              </TextLink>
            </>
          )}
        </span>
      )}
      {!brief && answer.toDo && <p>{answer.toDo}</p>}
      {waiting && (
        <span>
          <TextLink to="/letters/$id" params={{ id: waiting.letterId }}>
            A letter for {shown(waiting.partnerName)} waits
          </TextLink>
          {waiting.takesEffectOn && (
            <>
              , until <Day value={waiting.takesEffectOn} />
            </>
          )}
        </span>
      )}
    </div>
  )
}
