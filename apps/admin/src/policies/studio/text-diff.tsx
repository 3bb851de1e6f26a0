import { unifiedMergeView } from '@codemirror/merge'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import { jsonLook, readOnly } from './editor-setup.ts'
import classes from './studio.module.css'

/** Two texts in one view: what was taken away in red, what was added in green, the rest folded. */
export function TextDiff(props: { label: string; before: string; after: string }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const view = new EditorView({
      parent: host.current!,
      doc: props.after,
      extensions: [
        lineNumbers(),
        jsonLook,
        readOnly,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': props.label, tabindex: '0' }),
        unifiedMergeView({
          original: props.before,
          mergeControls: false,
          highlightChanges: true,
          collapseUnchanged: { margin: 2, minSize: 4 },
        }),
      ],
    })
    return () => view.destroy()
  }, [props.before, props.after, props.label])
  return <div ref={host} className={classes.view} />
}
