import { locate } from '@parley/rules/json'

/** The document's text with another version number: everything else stays as its author wrote it. */
export function withVersion(text: string, version: number): string {
  const at = locate(text, '/version')
  if (!at) throw new Error('A policy document without a version was about to be submitted.')
  const lines = text.split('\n')
  const line = lines[at.line - 1]!
  const before = line.slice(0, at.column - 1)
  lines[at.line - 1] = before + line.slice(at.column - 1).replace(/^[-+0-9.eE]+/, String(version))
  return lines.join('\n')
}
