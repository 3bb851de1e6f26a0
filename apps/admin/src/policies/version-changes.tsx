import type { PolicyVersion, PolicyVersionSummary } from '@parley/contract/policies'
import { diffPolicies } from '@parley/rules/diff'
import { type PointId, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { useMemo } from 'react'
import { policies, useCall } from '../api.ts'
import { Rows, Section } from '../layout/section.tsx'
import classes from './policies.module.css'
import { formatJson } from './studio/format-json.ts'
import { TextDiff } from './studio/text-diff.tsx'

/** Against the version in force now; that one itself against the one that was in force before it. */
export function VersionChanges({ version, document }: { version: PolicyVersion; document: string }) {
  const { point, version: number, status } = version.summary
  const books = useCall(policies.books).data?.data.items
  const inForce = books?.find((book) => book.point === point)?.inForce.version
  const history = useCall(policies.history, { params: { point } }, { enabled: status === 'active' }).data?.data.items
  const against = status === 'active' ? inForceBefore(history ?? [], version.summary) : inForce
  const other = useCall(
    policies.version,
    { params: { point, version: against ?? 1 } },
    { enabled: against !== undefined && against !== number },
  ).data?.data
  const before = useMemo(() => (other ? formatJson(other.document) : null), [other])
  const changes = useMemo(
    () => (status === 'active' ? other && changesOf(point, other.document, version.document) : version.check.changes),
    [status, other, point, version],
  )
  const title = `Against version ${against ?? ''}, which ${status === 'active' ? 'was in force before it' : 'is in force'}`
  return (
    <div className={classes.columns}>
      {status === 'active' && <p>This is the version in force.</p>}
      {changes && (
        <Section title={title}>
          {changes.length === 0 ? (
            <p>Nothing means anything else.</p>
          ) : (
            <Rows>
              {changes.map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </Rows>
          )}
        </Section>
      )}
      {before !== null && before !== document && (
        <section aria-label="The same as text">
          <h2 style={{ marginBottom: '0.5rem' }}>The same as text</h2>
          <TextDiff label="Differences as text" before={before} after={document} />
        </section>
      )}
    </div>
  )
}

/** The version whose latest start was the last before this one's. */
function inForceBefore(all: PolicyVersionSummary[], { activeFrom }: PolicyVersionSummary): number | undefined {
  const earlier = all.filter((each) => each.activeFrom !== null && activeFrom !== null && each.activeFrom < activeFrom)
  return earlier.sort((one, other) => (one.activeFrom! < other.activeFrom! ? 1 : -1))[0]?.version
}

/** The server tells what differs from the version in force; for that one itself it is told here, by the same code. */
function changesOf(point: string, before: unknown, after: unknown): { text: string }[] {
  const of = points[point as PointId]
  const [old, now] = [parsePolicy(of, before).policy, parsePolicy(of, after).policy]
  return old && now ? diffPolicies(old, now) : []
}
