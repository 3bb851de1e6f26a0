import { Button } from '@mantine/core'
import type { StaffLetter } from '@parley/contract/designations'
import classes from '@parley/ui/letters/letters.module.css'
import { ProblemNotice } from '@parley/ui/problem'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Section } from '../layout/section.tsx'

const pictures: Partial<Record<StaffLetter['file']['kind'], string>> = { png: 'image/png', jpg: 'image/jpeg' }
const texts = ['txt', 'csv', 'eml']

/** The letter in its place, where it is a picture or plain text. Anything else is saved and opened by its own program. */
export function LetterViewer({ id, file }: { id: string; file: StaffLetter['file'] }) {
  const [open, setOpen] = useState(false)
  const isText = texts.includes(file.kind)
  const content = useQuery({
    queryKey: ['letter file', id],
    queryFn: ({ signal }) => read(`/api/v1/staff/letters/${id}/file`, isText, signal),
    enabled: open,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!isText && !pictures[file.kind]) return null
  if (!open)
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          Read the letter here
        </Button>
      </div>
    )
  return (
    <Section title="As it was brought">
      {content.isError ? (
        <ProblemNotice error={content.error} onRetry={() => content.refetch()} />
      ) : content.data === undefined ? (
        <p className={classes.dim}>Reading it…</p>
      ) : isText ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself is reached by keyboard
        <pre className={classes.content} tabIndex={0}>
          {content.data}
        </pre>
      ) : (
        <img
          className={classes.picture}
          alt={`The letter, ${file.name}`}
          src={`data:${pictures[file.kind]};base64,${content.data}`}
        />
      )}
    </Section>
  )
}

/** Text as it is, anything else as base64: the page's policy lets no other form of a picture in. */
async function read(path: string, isText: boolean, signal: AbortSignal): Promise<string> {
  const response = await fetch(path, { signal })
  if (!response.ok) throw new TypeError(`The file can't be read: ${response.status}`)
  if (isText) return response.text()
  const blob = await response.blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}
