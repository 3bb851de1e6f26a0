import { Button, Tabs } from '@mantine/core'
import type { PolicyBook, PolicyVersion } from '@parley/contract/policies'
import { parseJson } from '@parley/rules/json'
import type { Point } from '@parley/rules/point'
import { type PointId, points } from '@parley/rules/points/points'
import { beforeSignOut } from '@parley/ui/kept'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useActions } from '../../layout/actions.ts'
import { withExample } from './add-example.ts'
import { BacktestPanel } from './backtest-panel.tsx'
import type { Check, File, InWords } from './check.ts'
import { Consequences, Count } from './consequences.tsx'
import { DraftKeeper, type Loaded } from './draft-keeper.ts'
import { explainWord } from './explain-word.ts'
import { findingsIn } from './findings-in.ts'
import { formatJson } from './format-json.ts'
import { type EditorHandle, JsonEditor, type Target } from './json-editor.tsx'
import { placeAt } from './json-place.ts'
import type { Proposal } from './propose-examples.ts'
import { Reading } from './reading.tsx'
import { SaveState, StaleNotice } from './save-state.tsx'
import classes from './studio.module.css'
import { SubmitButton } from './submit.tsx'
import { namesIn, placeholders, suggestInPolicy } from './suggest.ts'
import { suggestInExamples } from './suggest-examples.ts'
import { useBacktest } from './use-backtest.ts'
import { type Opened, useCheck, useProposals } from './use-check.ts'

const route = getRouteApi('/console/policies/drafts/$id')
const fileOf = { policy: 'document', examples: 'cases' } as const

/** A draft being written: the text on the left, what follows from it on the right, moving along as it is typed. */
export function Studio({ loaded, book, inForce }: { loaded: Loaded; book: PolicyBook; inForce: PolicyVersion }) {
  const [keeper] = useState(() => new DraftKeeper(loaded))
  const state = useSyncExternalStore(keeper.subscribe, () => keeper.state)
  useEffect(() => {
    const takeBack = beforeSignOut(async () => (await keeper.flush()) !== null)
    return () => {
      takeBack()
      keeper.stop()
    }
  }, [keeper])
  const opened = useMemo<Opened>(() => {
    const { document, cases, summary } = inForce
    return { point: book.point as PointId, inForce: { version: summary.version, document, cases } }
  }, [book.point, inForce])
  const { check, lastGood, failed } = useCheck(opened, state.texts)
  const point = useMemo(() => withDerived(points[book.point as PointId], lastGood), [book.point, lastGood])
  const derived = useMemo(() => new Map(lastGood?.derived.map(({ name, text }) => [name, text])), [lastGood])
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

  const found = useProposals(opened, state.texts, show === 'examples')
  const add = useCallback(
    (proposal: Proposal) => {
      const text = withExample(keeper.state.texts.cases, proposal.case)
      if (text !== null) examplesEditor.current?.replace(text)
    },
    [keeper],
  )
  const offered = {
    found,
    ready: found?.of.document === state.texts.document && found.of.cases === state.texts.cases,
    mayAdd: found?.of.document === state.texts.document,
    onAdd: add,
  }
  const backtest = useBacktest(book.point)
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
                  explain={(text, pos) =>
                    explainWord(
                      text,
                      pos,
                      namesIn(tab === 'policy' ? text : keeper.state.texts.document, point),
                      derived,
                    )
                  }
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
            failed={failed}
            show={show}
            onShow={(next) => set({ show: next })}
            onGoTo={goTo}
            inForce={inForce}
            offered={offered}
            backtest={
              <BacktestPanel
                backtest={backtest}
                document={state.texts.document}
                refused={book.can.draft.ok ? whyNotRun(check) : book.can.draft.reason}
                version={inForce.summary.version}
              />
            }
          />
          <Reading
            inWords={check?.inWords ?? lastGood}
            current={check === null || check.inWords !== null}
            path={placeAt(state.texts.document, Math.min(cursor, state.texts.document.length)).path}
          />
        </div>
      </div>
    </div>
  )
}

/** With the facts that the policy works out, as far as they are known. */
const withDerived = (point: Point, inWords: InWords | null): Point =>
  inWords ? { ...point, facts: { ...point.facts, ...inWords.derivedFacts } } : point

/** Why past decisions can't be run by this text now; null when they can. */
function whyNotRun(check: Check | null): string | null {
  return check && check.inWords === null ? 'Mend the mistakes in the policy first.' : null
}

function suggestAt(point: Point, file: File, document: string, text: string, pos: number) {
  const place = placeAt(text, pos)
  const names = namesIn(file === 'document' ? text : document, point)
  if (file === 'cases') return { suggestions: suggestInExamples(text, place, names), inWording: false }
  const inWording = place.role === 'value' && place.path.at(-2) === 'wording'
  const suggestions = inWording ? placeholders(place, text, names) : suggestInPolicy(text, place, names)
  return { suggestions, inWording }
}
