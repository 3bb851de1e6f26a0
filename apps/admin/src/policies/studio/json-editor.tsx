import { type Diagnostic, setDiagnostics } from '@codemirror/lint'
import { Transaction } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { basicSetup } from 'codemirror'
import { type RefObject, useEffect, useRef } from 'react'
import type { Finding } from './check.ts'
import { type Explain, editing, jsonLook, readOnly, type Suggest } from './editor-setup.ts'
import { rangeOfLine, rangeOfPointer } from './json-tree.ts'
import classes from './studio.module.css'

/** Where a finding, a rule or an example stands, to go there. */
export type Target = { pointer: string; at?: { line: number; column: number } | undefined }
export type EditorHandle = { goTo: (target: Target) => void; replace: (text: string) => void }

const rangeOf = (view: EditorView, { at, pointer }: Target) =>
  at ? rangeOfLine(view.state, at) : rangeOfPointer(view.state, pointer)

function goTo(view: EditorView, target: Target, focus: boolean) {
  const { from } = rangeOf(view, target)
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
  if (focus) view.focus()
}

/** One JSON text in CodeMirror. React holds the text; the editor holds cursor, history and folds. */
export function JsonEditor(props: {
  label: string
  text: string
  /** Another number puts `text` in place of what is in the editor. */
  replaced: number
  suggest: Suggest
  explain: Explain
  /** What was found in exactly this text; older findings wait for the next check. */
  findings: { of: string; all: Finding[] }
  onChange: (text: string) => void
  onCursor: (pos: number) => void
  onFormat: () => void
  handle: RefObject<EditorHandle | null>
}) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView>(null)
  const latest = useRef(props)
  latest.current = props
  useEffect(() => {
    const made = new EditorView({
      parent: host.current!,
      doc: latest.current.text,
      extensions: [
        editing(
          (text, pos) => latest.current.suggest(text, pos),
          (text, pos) => latest.current.explain(text, pos),
          () => latest.current.onFormat(),
        ),
        EditorView.contentAttributes.of({ 'aria-label': latest.current.label, tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) latest.current.onChange(update.state.doc.toString())
          if (update.docChanged || update.selectionSet) latest.current.onCursor(update.state.selection.main.head)
        }),
      ],
    })
    view.current = made
    latest.current.handle.current = {
      goTo: (target) => goTo(made, target, true),
      replace: (text) => replaceText(made, text),
    }
    return () => made.destroy()
  }, [])
  useEffect(() => {
    if (view.current && props.replaced > 0) replaceText(view.current, latest.current.text)
  }, [props.replaced])
  useEffect(() => {
    const { current } = view
    if (!current || current.state.doc.toString() !== props.findings.of) return
    const diagnostics = props.findings.all.map((finding): Diagnostic => {
      const { from, to } = rangeOf(current, finding)
      const message = finding.mend ? `${finding.message} ${finding.mend}` : finding.message
      return { from, to: Math.max(to, from), severity: finding.severity, message }
    })
    current.dispatch(setDiagnostics(current.state, diagnostics))
  }, [props.findings])
  return <div ref={host} className={classes.editor} />
}

/** One change over the differing middle, so that cursor and folds stay where they can, and Undo takes it back. */
function replaceText(view: EditorView, text: string) {
  const now = view.state.doc.toString()
  if (now === text) return
  let start = 0
  while (start < now.length && now[start] === text[start]) start++
  let end = 0
  while (end < Math.min(now.length, text.length) - start && now.at(-1 - end) === text.at(-1 - end)) end++
  view.dispatch({
    changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) },
    annotations: Transaction.userEvent.of('format'),
  })
}

/** A text to read, at a given place. */
export function JsonView(props: { label: string; text: string; pointer: string | undefined }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const view = new EditorView({
      parent: host.current!,
      doc: props.text,
      extensions: [
        basicSetup,
        jsonLook,
        readOnly,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': props.label, tabindex: '0' }),
      ],
    })
    if (props.pointer) goTo(view, { pointer: props.pointer }, false)
    return () => view.destroy()
  }, [props.text, props.label, props.pointer])
  return <div ref={host} className={classes.view} />
}
