import { ensureSyntaxTree } from '@codemirror/language'
import type { EditorState, Text } from '@codemirror/state'
import type { SyntaxNode } from '@lezer/common'

export type Range = { from: number; to: number }

const values = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'])

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child)
  return found
}

const keyOf = (doc: Text, property: SyntaxNode): string | undefined => {
  const name = property.getChild('PropertyName')
  if (!name) return undefined
  try {
    return JSON.parse(doc.sliceString(name.from, name.to))
  } catch {
    return undefined
  }
}

/**
 * The range in the text of an RFC 6901 pointer, through the editor's own syntax tree. What it leads through but doesn't
 * exist (a missing member) gives the nearest thing around it. A whole object is shown at its first line only.
 */
export function rangeOfPointer(state: EditorState, pointer: string): Range {
  const tree = ensureSyntaxTree(state, state.doc.length, 300)
  let node = tree?.topNode.firstChild ?? null
  let shown: SyntaxNode | null = node
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (!node) break
    if (node.name === 'Object') {
      const property = children(node).find((child) => child.name === 'Property' && keyOf(state.doc, child) === key)
      if (!property) break
      shown = property
      node = children(property).find((child) => values.has(child.name)) ?? null
    } else if (node.name === 'Array') {
      const element = children(node).filter((child) => values.has(child.name))[Number(key)]
      if (!element) break
      shown = element
      node = element
    } else break
  }
  if (!shown) return { from: 0, to: Math.min(1, state.doc.length) }
  const scalar = node && node.name !== 'Object' && node.name !== 'Array' ? node : null
  const from = scalar ? scalar.from : shown.from
  return { from, to: Math.min(scalar ? scalar.to : shown.to, state.doc.lineAt(from).to) }
}

/** The range of a line and column as the JSON reader counts them, from 1. */
export function rangeOfLine(state: EditorState, at: { line: number; column: number }): Range {
  const line = state.doc.line(Math.min(Math.max(at.line, 1), state.doc.lines))
  const from = Math.min(line.from + Math.max(at.column - 1, 0), line.to)
  return { from, to: Math.min(from + 1, state.doc.length) }
}
