import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from '@codemirror/autocomplete'
import { indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { lintGutter } from '@codemirror/lint'
import { EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, hoverTooltip, keymap, type Tooltip } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { styleNonce } from '@parley/ui/style-nonce'
import { basicSetup } from 'codemirror'
import type { Explanation } from './explain-word.ts'
import { placeAt } from './json-place.ts'
import type { Suggestion } from './suggestion.ts'

/** What may stand at a position of the text; `inWording` when the names in braces are meant. */
export type Suggest = (text: string, pos: number) => { suggestions: Suggestion[]; inWording: boolean }

/** What the word at a position means. */
export type Explain = (text: string, pos: number) => Explanation | undefined

const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '&.cm-focused': { outline: '2px solid var(--accent-ink)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--dim)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--accent-ink) 6%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--neutral-soft)', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent-ink) 25%, transparent)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--info-soft) !important', outline: '1px solid var(--info-line)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--waiting-soft)' },
  '.cm-searchMatch': { backgroundColor: 'var(--waiting-soft)', outline: '1px solid var(--waiting-line)' },
  '.cm-panels': { backgroundColor: 'var(--paper)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-panels input, .cm-panels button': { color: 'var(--ink)', background: 'var(--surface)', fontSize: '13px' },
  '.cm-foldPlaceholder': { background: 'var(--neutral-soft)', borderColor: 'var(--line)', color: 'var(--dim)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
    boxShadow: 'var(--shadow)',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mantine-font-family-monospace)', maxHeight: '16em' },
  '.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px !important' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--mantine-primary-color-filled) !important',
    color: '#fff !important',
  },
  '.cm-completionDetail': { fontStyle: 'normal', opacity: 0.85, fontFamily: 'var(--mantine-font-family)' },
  '.cm-completionInfo': { maxWidth: '22rem', padding: '8px 10px', fontFamily: 'var(--mantine-font-family)' },
  '.cm-explained': { maxWidth: '26rem', padding: '6px 10px', fontFamily: 'var(--mantine-font-family)' },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--mantine-font-family)' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--refused-ink)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--waiting-ink)' },
  '.cm-changedLine, &.cm-merge-b .cm-changedLine': { backgroundColor: 'var(--granted-soft) !important' },
  '.cm-changedText, &.cm-merge-b .cm-changedText': {
    background: 'color-mix(in srgb, var(--granted-line) 80%, var(--surface)) !important',
  },
  '.cm-deletedChunk': { backgroundColor: 'var(--refused-soft) !important' },
  '.cm-deletedChunk .cm-deletedText': { background: 'var(--refused-line) !important' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"…"' },
  '.cm-collapsedLines': { background: 'var(--neutral-soft) !important', color: 'var(--dim) !important' },
})

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--info-ink)' },
  { tag: tags.string, color: 'var(--granted-ink)' },
  { tag: tags.number, color: 'var(--needsYou-ink)' },
  { tag: [tags.bool, tags.null], color: 'var(--waiting-ink)', fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--refused-ink)' },
])

export const jsonLook: Extension = [EditorView.cspNonce.of(styleNonce()), json(), look, syntaxHighlighting(colours)]

export const readOnly: Extension = [EditorState.readOnly.of(true), EditorView.editable.of(false)]

/** How the text is edited: JSON, our suggestions, and a way out by keyboard (Escape, then Tab). */
export function editing(suggest: Suggest, explain: Explain, onFormat: () => void): Extension {
  return [
    hoverTooltip((view, pos) => explained(explain(view.state.doc.toString(), pos))),
    basicSetup,
    jsonLook,
    lintGutter(),
    EditorView.lineWrapping,
    autocompletion({ override: [(context) => complete(context, suggest)], icons: false, maxRenderedOptions: 60 }),
    Prec.low(keymap.of([indentWithTab])),
    keymap.of([
      {
        key: 'Alt-Shift-f',
        run: () => {
          onFormat()
          return true
        },
      },
      {
        key: 'Escape',
        run: (view) => {
          // After the editor's own two seconds, which are few for somebody who feels for the keys.
          setTimeout(() => view.setTabFocusMode(10_000))
          return false
        },
      },
    ]),
  ]
}

function explained(explanation: Explanation | undefined): Tooltip | null {
  if (!explanation) return null
  const { from, to, text } = explanation
  const create = () => {
    const dom = document.createElement('div')
    dom.className = 'cm-explained'
    dom.textContent = text
    return { dom }
  }
  return { pos: from, end: to, above: true, create }
}

function complete(context: CompletionContext, suggest: Suggest): CompletionResult | null {
  const text = context.state.doc.toString()
  const { suggestions, inWording } = suggest(text, context.pos)
  if (suggestions.length === 0) return null
  if (inWording) {
    const brace = context.matchBefore(/\{[\w.]*/)
    if (!brace) return null
    const options = suggestions.map((each) => ({
      label: each.label,
      detail: each.detail ?? '',
      apply: applyPlaceholder(each),
    }))
    return { from: brace.from + 1, options, validFor: /^[\w.]*$/ }
  }
  const place = placeAt(text, context.pos)
  // Where nothing was typed yet, Enter should make a new line, not take the first suggestion.
  if (place.from === place.to && !context.explicit) return null
  return {
    from: place.quoted ? place.from + 1 : place.from,
    options: suggestions.map((each) => completion(each)),
    validFor: /^[\w.\- ]*$/,
  }
}

const completion = (each: Suggestion): Completion => ({
  label: each.label,
  ...(each.detail ? { detail: each.detail } : {}),
  ...(each.info ? { info: each.info } : {}),
  apply: (view, chosen, from, to) => {
    const range = tokenAround(view.state, from, to)
    if (each.fields) {
      // A key whose value is there already only changes its name.
      const key = /^\s*:/.test(view.state.sliceDoc(range.to, range.to + 40))
        ? /^"[^"]*"(?=:)/.exec(each.json)?.[0]
        : undefined
      if (!key) return snippet(each.json)(view, chosen, range.from, range.to)
      return view.dispatch({ changes: { ...range, insert: key } })
    }
    view.dispatch({
      changes: { ...range, insert: each.json },
      selection: { anchor: range.from + each.json.length },
      userEvent: 'input.complete',
    })
  },
})

/** The whole token under the cursor, with its quotation marks. */
function tokenAround(state: EditorState, from: number, to: number) {
  const quoted = from > 0 && state.sliceDoc(from - 1, from) === '"'
  if (!quoted) return { from, to }
  const rest = /^[^"\\\n]*"/.exec(state.sliceDoc(to, state.doc.lineAt(to).to))
  return { from: from - 1, to: rest ? to + rest[0].length : to }
}

function applyPlaceholder(each: Suggestion): NonNullable<Completion['apply']> {
  return (view, _, from, to) => {
    const rest = /^[\w.]*\}?/.exec(view.state.sliceDoc(to, to + 100))?.[0] ?? ''
    const insert = `${each.json}}`
    view.dispatch({ changes: { from, to: to + rest.length, insert }, selection: { anchor: from + insert.length } })
  }
}
