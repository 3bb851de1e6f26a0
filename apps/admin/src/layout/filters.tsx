import { Button, Kbd, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import classes from './filters.module.css'
import { useKeys } from './keys.ts'

/** `views`: filters that were kept under a name. */
export function Filters(props: { children: ReactNode; set: boolean; onClear: () => void; views?: ReactNode }) {
  return (
    <search className={classes.filters}>
      {props.children}
      {props.views}
      {props.set && (
        <Button variant="subtle" color="gray" leftSection={<IconX size={16} />} onClick={props.onClear}>
          Clear
        </Button>
      )}
    </search>
  )
}

/** A search in a list: `/` focuses it, and what is typed is in the URL a moment later. */
export function SearchFilter(props: { label: string; value: string; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(props.value)
  const field = useRef<HTMLInputElement>(null)
  const sent = useRef(props.value)
  const { onChange } = props
  useKeys({ '/': () => field.current?.select() })
  useEffect(() => {
    if (props.value !== sent.current) setTyped(props.value)
    sent.current = props.value
  }, [props.value])
  useEffect(() => {
    if (typed.trim() === sent.current) return
    const timer = setTimeout(() => {
      sent.current = typed.trim()
      onChange(typed.trim() === '' ? undefined : typed.trim())
    }, 200)
    return () => clearTimeout(timer)
  }, [typed, onChange])
  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      label={props.label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        <Kbd size="xs" className={classes.key}>
          /
        </Kbd>
      }
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}

type Option = { value: string; label: string }

export function SelectFilter(props: {
  label: string
  value: string | undefined
  all: string
  /** In groups where there are many. */
  options: (Option | { group: string; items: Option[] })[]
  onChange: (value: string | undefined) => void
}) {
  return (
    <NativeSelect
      className={classes.select}
      label={props.label}
      value={props.value ?? ''}
      data={[{ value: '', label: props.all }, ...props.options]}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}
