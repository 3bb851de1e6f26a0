import { Button } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './imports.module.css'

const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** A place to drop a file, with a button for everybody who doesn't drag. `busy` is what happens to the file chosen. */
export function DropFile(props: {
  label: string
  hint: ReactNode
  button: string
  busy: string | null
  onFile: (file: File) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  useDropsElsewhere()
  const take = (files: FileList | null) => {
    if (files?.[0] && props.busy === null) props.onFile(files[0])
    if (input.current) input.current.value = ''
  }
  return (
    <section
      aria-label={props.label}
      aria-busy={props.busy !== null}
      className={classes.drop}
      data-over={over}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <IconUpload size={28} aria-hidden />
      <div className={classes.dropWords}>
        <h2>{props.label}</h2>
        <div className={classes.dim}>{props.hint}</div>
        <div role="status">{props.busy}</div>
      </div>
      <Button loading={props.busy !== null} onClick={() => input.current?.click()}>
        {props.button}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        onChange={(event) => take(event.currentTarget.files)}
      />
    </section>
  )
}

/** A file that is dropped beside the place for it must not take the page away. */
function useDropsElsewhere() {
  useEffect(() => {
    const stay = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
    }
  }, [])
}
