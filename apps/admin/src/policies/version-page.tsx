import { Tabs } from '@mantine/core'
import type { PolicyCheck, PolicyVersion } from '@parley/contract/policies'
import { Day, When } from '@parley/ui/date'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { policies, useCall, useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { FactTable, Rows, Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './policies.module.css'
import { PolicyInWords } from './policy-in-words.tsx'
import { PolicyStatusBadge } from './status.tsx'
import { formatJson } from './studio/format-json.ts'
import { JsonView } from './studio/json-editor.tsx'
import { VersionActions } from './version-actions.tsx'
import { VersionChanges } from './version-changes.tsx'

const route = getRouteApi('/console/policies/$point/versions/$version')

/** One version: what it changes, whether it holds together, its text, and what may be done with it. */
export function VersionPage() {
  const { point, version } = route.useParams()
  const answer = useCall(policies.version, { params: { point, version: Number(version) } })
  return (
    <Sheet>
      {answer.data ? (
        <Version key={`${point} ${version}`} version={answer.data.data} />
      ) : answer.error ? (
        <ProblemNotice error={answer.error} onRetry={answer.refetch} />
      ) : (
        <CardSkeleton height={360} />
      )}
    </Sheet>
  )
}

function Version({ version }: { version: PolicyVersion }) {
  const { summary } = version
  return (
    <Page title={`What does version ${summary.version} change?`} lead={<Lead version={version} />}>
      <div className={classes.note}>{summary.note}</div>
      <VersionActions version={version} />
      {summary.reviewNote && (
        <Section title={`${summary.reviewedByName} wrote`}>
          <p style={{ whiteSpace: 'pre-wrap' }}>{summary.reviewNote}</p>
        </Section>
      )}
      {summary.cancellations.map((each) => (
        <Section key={each.cancelledAt} title={`${each.cancelledByName} called the date off`}>
          <p>
            It was to come in force on <Day value={each.activeFrom} />. Called off on <Day value={each.cancelledAt} />.
          </p>
          <p style={{ whiteSpace: 'pre-wrap' }}>{each.reason}</p>
        </Section>
      ))}
      <Contents version={version} />
      <p className={classes.hash}>
        Fingerprint of rules and examples (SHA-256): <code>{summary.contentHash}</code>. What was approved is what comes
        in force.
      </p>
    </Page>
  )
}

function Lead({ version: { summary } }: { version: PolicyVersion }) {
  const now = useNow()
  return (
    <div className={classes.lead}>
      <PolicyStatusBadge status={summary.status} />
      <TextLink to="/policies/$point" params={{ point: summary.point }}>
        {summary.title}
      </TextLink>
      <span>
        Written by {summary.authorName}, submitted <When at={summary.submittedAt} now={now} />
      </span>
      {summary.reviewedByName && <span>Reviewed by {summary.reviewedByName}</span>}
      {summary.activeFrom && (
        <span>
          In force from <Day value={summary.activeFrom} />
        </span>
      )}
      {summary.decisions > 0 && (
        <TextLink to="/decisions" search={{ point: summary.point, policyVersion: summary.version }}>
          {summary.decisions} {summary.decisions === 1 ? 'decision' : 'decisions'}
        </TextLink>
      )}
    </div>
  )
}

function Contents({ version }: { version: PolicyVersion }) {
  const { show = 'changes', rule } = route.useSearch()
  const navigate = route.useNavigate()
  const { check } = version
  const all = [...check.cases, ...check.together]
  const failing = all.filter(({ pass }) => !pass).length
  const document = useMemo(() => formatJson(version.document), [version])
  const examples = useMemo(() => formatJson(version.cases), [version])
  return (
    <Tabs
      value={show}
      keepMounted={false}
      classNames={{ tab: classes.tab! }}
      onChange={(next) => navigate({ search: (now) => ({ ...now, show: next as typeof show }), replace: true })}
    >
      <Tabs.List mb="sm" aria-label="Parts of this version">
        <Tabs.Tab value="changes">What changes</Tabs.Tab>
        <Tabs.Tab value="words">Rules, in words</Tabs.Tab>
        <Tabs.Tab value="document">Rules, as text</Tabs.Tab>
        <Tabs.Tab value="examples">
          Examples ({all.length - failing} of {all.length})
        </Tabs.Tab>
        <Tabs.Tab value="check">Check ({check.findings.length})</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="changes">
        <VersionChanges version={version} document={document} />
      </Tabs.Panel>
      <Tabs.Panel value="words">
        <PolicyInWords point={version.summary.point} document={version.document} />
      </Tabs.Panel>
      <Tabs.Panel value="document">
        <JsonView label="Rules, as JSON" text={document} pointer={pointerOfRule(version.document, rule)} />
      </Tabs.Panel>
      <Tabs.Panel value="examples">
        <div className={classes.columns}>
          <Examples check={check} />
          <JsonView label="Examples, as JSON" text={examples} pointer={undefined} />
        </div>
      </Tabs.Panel>
      <Tabs.Panel value="check">
        <Findings check={check} />
      </Tabs.Panel>
    </Tabs>
  )
}

function pointerOfRule(document: unknown, rule: string | undefined): string | undefined {
  const rules = (document as { rules?: { id: string }[] }).rules ?? []
  const index = rules.findIndex(({ id }) => id === rule)
  if (rule === 'otherwise') return '/otherwise'
  return index < 0 ? undefined : `/rules/${index}`
}

function Examples({ check }: { check: PolicyCheck }) {
  const all = [...check.cases, ...check.together]
  if (all.length === 0) return <p>It brings no examples.</p>
  return (
    <FactTable
      caption="Examples and how they come out"
      rows={all.map((example, index) => ({
        key: `${index}`,
        title: example.name,
        value: example.pass ? (
          <>
            <IconCircleCheck size={16} color="var(--granted-ink)" aria-label="As it says" role="img" /> {example.actual}
          </>
        ) : (
          <>
            <IconCircleX size={16} color="var(--refused-ink)" aria-label="Differs" role="img" />{' '}
            {`${example.actual}; expected: ${example.expected}`}
          </>
        ),
      }))}
    />
  )
}

function Findings({ check }: { check: PolicyCheck }) {
  if (check.findings.length === 0 && check.uncovered.length === 0)
    return <p>No mistakes, nothing contradicts itself or is left open, and each rule is decided by an example.</p>
  return (
    <Rows>
      {check.findings.map((finding) => (
        <li key={`${finding.in} ${finding.pointer} ${finding.message}`}>
          {finding.severity === 'error' ? (
            <IconCircleX size={16} color="var(--refused-ink)" aria-label="Mistake" role="img" />
          ) : (
            <IconAlertTriangle size={16} color="var(--waiting-ink)" aria-label="Warning" role="img" />
          )}{' '}
          {finding.message} {finding.mend}
          {finding.expected && ' The examples expect it.'}
          {finding.witness && finding.witness.length > 0 && (
            <p className={classes.dim}>For example: {finding.witness.join('; ')}.</p>
          )}
        </li>
      ))}
      {check.uncovered.map((rule) => (
        <li key={rule}>No example is decided by {rule}.</li>
      ))}
    </Rows>
  )
}
