import { Badge, Button, Tabs } from '@mantine/core'
import type { PolicyBook, PolicyVersion } from '@parley/contract/policies'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { type PointId, points } from '@parley/rules/points/points'
import { parsePolicy } from '@parley/rules/policy'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useActions } from '../../layout/actions.ts'
import { ChangesPanel } from './changes-panel.tsx'
import type { Base, Check, File } from './check-texts.ts'
import { DraftKeeper, type Loaded } from './draft-keeper.ts'
import { ExamplesPanel } from './examples-panel.tsx'
import { formatJson } from './format-json.ts'
import { type EditorHandle, JsonEditor, type Target } from './json-editor.tsx'
import { placeAt } from './json-place.ts'
import { ProblemsPanel } from './problems-panel.tsx'
import { Reading } from './reading.tsx'
import { SaveState, StaleNotice } from './save-state.tsx'
import classes from './studio.module.css'
import { SubmitButton } from './submit.tsx'
import { namesIn, placeholders, suggestInPolicy } from './suggest.ts'
import { suggestInExamples } from './suggest-examples.ts'
import { TextDiff } from './text-diff.tsx'
import { useCheck } from './use-check.ts'

const route = getRouteApi('/console/policies/drafts/$id')
const fileOf = { policy: 'document', examples: 'cases' } as const

/** A draft being written: the text on the left, what follows from it on the right, moving along as it is typed. */
export function Studio({ loaded, book, inForce }: { loaded: Loaded; book: PolicyBook; inForce: PolicyVersion }) {
  const point: Point = points[book.point as PointId]
  const [keeper] = useState(() => new DraftKeeper(loaded))
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state)
  useEffect(() => () => keeper.stop(), [keeper])
  const before = useMemo<Base>(() => {
    const { document, cases, summary } = inForce
    return { version: summary.version, document, cases, policy: parsePolicy(point, document).policy ?? null }
  }, [point, inForce])
  const { check, lastGood } = useCheck(point, state.texts, before)
  const { file = 'policy', show = 'problems' } = route.useSearch()
  const navigate = route.useNavigate()
  const set = useCallback(
    (change: { file?: 'policy' | 'examples'; show?: typeof show }) =>
      navigate({ search: (now) => ({ ...now, ...change }), replace: true }),
    [navigate],
  )
  const policyEditor = useRef<EditorHandle>(null)
  const examplesEditor = useRef<EditorHandle>(null)
  const [cursor, setCursor] = useState(0)

  const goTo = useCallback(
    (to: File, target: Target) => {
      void set({ file: to === 'document' ? 'policy' : 'examples' })
      // The editor is laid out again when its tab is shown, and can scroll only then.
      requestAnimationFrame(() => (to === 'document' ? policyEditor : examplesEditor).current?.goTo(target))
    },
    [set],
  )
  const format = useCallback(() => {
    for (const [name, editor] of [['document', policyEditor] as const, ['cases', examplesEditor] as const]) {
      const parsed = parseJson(keeper.state.texts[name])
      if (!parsed.findings) editor.current?.replace(formatJson(parsed.value))
    }
  }, [keeper])
  useActions(useMemo(() => [{ title: 'Format the policy and its examples', run: format }], [format]))

  const readable = loaded.draft.can.edit
  return (
    <div className={classes.studio}>
      <header className={classes.head}>
        <div className={classes.title}>
          <h1>What would this change do?</h1>
          <p>
            {book.title} policy, a draft by {loaded.draft.authorName}, from version {loaded.draft.basedOn}
            {loaded.draft.basedOn !== book.inForce.version && ` (version ${book.inForce.version} is in force now)`}
          </p>
        </div>
        <div className={classes.buttons}>
          <SaveState state={state} onRetry={() => keeper.retry()} />
          <SubmitButton keeper={keeper} check={check} draft={loaded.draft} state={state} />
        </div>
      </header>
      <div className={classes.body}>
        <div className={classes.left}>
          {!readable.ok && <p className={classes.hint}>{readable.reason} What you type here stays on this device.</p>}
          <StaleNotice state={state} onChoose={(whose) => keeper.choose(whose)} />
          <div className={classes.bar}>
            <Tabs value={file} onChange={(next) => set({ file: next as 'policy' | 'examples' })}>
              <Tabs.List aria-label="Texts of this draft">
                <Tabs.Tab value="policy" rightSection={<Count check={check} of="document" />}>
                  Policy
                </Tabs.Tab>
                <Tabs.Tab value="examples" rightSection={<Count check={check} of="cases" />}>
                  Examples
                </Tabs.Tab>
              </Tabs.List>
            </Tabs>
            <Button size="compact-sm" variant="default" onClick={format}>
              Format
            </Button>
          </div>
          <div className={classes.editors}>
            {(['policy', 'examples'] as const).map((tab) => (
              <div key={tab} hidden={file !== tab}>
                <JsonEditor
                  label={tab === 'policy' ? 'Policy, as JSON' : 'Examples, as JSON'}
                  text={state.texts[fileOf[tab]]}
                  replaced={state.replaced}
                  findings={findingsIn(check, fileOf[tab])}
                  suggest={(text, pos) => suggestAt(point, fileOf[tab], keeper.state.texts.document, text, pos)}
                  onChange={(text) => keeper.edit(fileOf[tab], text)}
                  onCursor={(pos) => tab === 'policy' && setCursor(pos)}
                  onFormat={format}
                  handle={tab === 'policy' ? policyEditor : examplesEditor}
                />
              </div>
            ))}
          </div>
          <p className={classes.hint}>
            Ctrl Space suggests. F8 goes to the next problem. Esc, then Tab leaves the editor.
          </p>
        </div>
        <div className={classes.right}>
          <Consequences
            check={check}
            show={show}
            onShow={(next) => set({ show: next })}
            onGoTo={goTo}
            inForce={inForce}
          />
          <Reading
            point={point}
            policy={check.policy ?? lastGood}
            current={check.policy !== null}
            path={placeAt(state.texts.document, Math.min(cursor, state.texts.document.length)).path}
          />
        </div>
      </div>
    </div>
  )
}

function suggestAt(point: Point, file: File, document: string, text: string, pos: number) {
  const place = placeAt(text, pos)
  const names = namesIn(file === 'document' ? text : document, point)
  if (file === 'cases') return { suggestions: suggestInExamples(text, place, names), inWording: false }
  const inWording = place.role === 'value' && place.path.at(-2) === 'wording'
  const suggestions = inWording ? placeholders(place, text, names) : suggestInPolicy(text, place, names)
  return { suggestions, inWording }
}

const cache = new WeakMap<Check, Record<File, { of: string; all: Check['findings'] }>>()
/** The same object for the same check, so that the editor's marks are set once. */
function findingsIn(check: Check, file: File) {
  let found = cache.get(check)
  if (!found) {
    const of = (name: File) => ({ of: check.of[name], all: check.findings.filter((finding) => finding.in === name) })
    found = { document: of('document'), cases: of('cases') }
    cache.set(check, found)
  }
  return found[file]
}

function Count({ check, of }: { check: Check; of: File }) {
  const count = check.findings.filter((finding) => finding.in === of && finding.severity === 'error').length
  if (count === 0) return null
  return (
    <Badge size="sm" color="red.8" variant="filled" aria-label={`${count} mistakes`}>
      {count}
    </Badge>
  )
}

type Show = 'problems' | 'examples' | 'changes' | 'text'

function Consequences(props: {
  check: Check
  show: Show
  onShow: (show: Show) => void
  onGoTo: (file: File, target: Target) => void
  inForce: PolicyVersion
}) {
  const { check } = props
  const problems = check.findings.length
  const failing = check.examples.filter(({ pass }) => !pass).length
  const number = (count: number, bad: boolean) => (
    <Badge size="sm" variant={bad ? 'filled' : 'default'} color={bad ? 'red.8' : 'gray'}>
      {count}
    </Badge>
  )
  return (
    <>
      <div className={classes.bar}>
        <Tabs value={props.show} onChange={(next) => props.onShow(next as Show)}>
          <Tabs.List aria-label="What follows from it">
            <Tabs.Tab value="problems" rightSection={number(problems, problems > 0)}>
              Problems
            </Tabs.Tab>
            <Tabs.Tab
              value="examples"
              rightSection={check.policy && number(failing > 0 ? failing : check.examples.length, failing > 0)}
            >
              Examples
            </Tabs.Tab>
            <Tabs.Tab value="changes" rightSection={check.policy && number(check.changes.length, false)}>
              Changes
            </Tabs.Tab>
            <Tabs.Tab value="text">Text</Tabs.Tab>
          </Tabs.List>
        </Tabs>
      </div>
      <section className={classes.panel} aria-label="What follows from it" aria-live="polite">
        {props.show === 'problems' && <ProblemsPanel check={check} onGoTo={props.onGoTo} />}
        {props.show === 'examples' && <ExamplesPanel check={check} onGoTo={props.onGoTo} />}
        {props.show === 'changes' && (
          <ChangesPanel check={check} version={props.inForce.summary.version} onGoTo={props.onGoTo} />
        )}
        {props.show === 'text' && <TextChanges check={check} inForce={props.inForce} />}
      </section>
    </>
  )
}

/** Both sides formatted alike, so that only what was really changed shows. */
function TextChanges({ check, inForce }: { check: Check; inForce: PolicyVersion }) {
  const before = useMemo(() => formatJson(inForce.document), [inForce])
  const after = useMemo(() => {
    const parsed = parseJson(check.of.document)
    return parsed.findings ? check.of.document : formatJson(parsed.value)
  }, [check])
  if (before === after) return <p>The text is the same as version {inForce.summary.version}, which is in force.</p>
  return <TextDiff label={`Differences to version ${inForce.summary.version}`} before={before} after={after} />
}
