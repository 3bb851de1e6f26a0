import { Button, Menu } from '@mantine/core'
import { savedViews } from '@parley/contract/routes/saved-views'
import type { SavedView, ViewList } from '@parley/contract/saved-views'
import { Name } from '@parley/ui/name'
import { IconBookmark, IconChevronDown, IconTrash, IconUsers } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useCall, useRefresh, useSend } from '../api.ts'
import { useActions } from './actions.ts'
import { SaveView } from './save-view.tsx'

type Filters = Record<string, string>

/** What stands in the address: the filters that are set, as words. */
export const setIn = (search: Record<string, unknown>): Filters =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value)]],
    ),
  )

const isSame = (one: Filters, other: Filters) =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, value]) => other[name] === value)

/** Filters under a name, one's own and the team's. A view is in use while the address says the same; a changed filter leaves it. */
export function SavedViews(props: {
  list: ViewList
  search: Record<string, unknown>
  onOpen: (filters: Filters) => void
}) {
  const { list, onOpen } = props
  const filters = setIn(props.search)
  const refresh = useRefresh()
  const [saving, setSaving] = useState(false)
  const items = useCall(savedViews.list, { query: { list } }).data?.data.items
  const forget = useSend(savedViews.forget, { onDone: () => refresh(savedViews.list) })
  const change = useSend(savedViews.change, { onDone: () => refresh(savedViews.list) })
  const current = items?.find((view) => isSame(view.filters, filters))
  const isSet = Object.keys(filters).length > 0
  useActions(
    useMemo(
      () => (items ?? []).map((view) => ({ title: `Show “${view.name}”`, run: () => onOpen(view.filters) })),
      [items, onOpen],
    ),
  )
  const share = ({ id, name, filters: kept, isShared, version }: SavedView) =>
    change.mutate({ params: { id }, body: { name, filters: kept, isShared: !isShared }, ifMatch: `"${version}"` })
  return (
    <>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {current ? <Name>{current.name}</Name> : 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Group title="Yours" views={items?.filter(({ isOwn }) => isOwn)} current={current} onOpen={onOpen} />
          <Group
            title="Shared by others"
            views={items?.filter(({ isOwn }) => !isOwn)}
            current={current}
            onOpen={onOpen}
          />
          {items?.length === 0 && <Menu.Label>Filters that you keep under a name stand here.</Menu.Label>}
          <Menu.Divider />
          {current?.isOwn ? (
            <>
              <Menu.Item leftSection={<IconUsers size={16} />} onClick={() => share(current)}>
                {current.isShared ? 'Keep it to myself' : 'Share it with everybody'}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash size={16} />}
                onClick={() => forget.mutate({ params: { id: current.id } })}
              >
                Take this view away
              </Menu.Item>
            </>
          ) : (
            <Menu.Item leftSection={<IconBookmark size={16} />} disabled={!isSet} onClick={() => setSaving(true)}>
              {isSet ? 'Keep these filters' : 'Set a filter to keep it'}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {saving && <SaveView list={list} filters={filters} onClose={() => setSaving(false)} />}
    </>
  )
}

function Group(props: {
  title: string
  views: SavedView[] | undefined
  current: SavedView | undefined
  onOpen: (filters: Filters) => void
}) {
  if (!props.views || props.views.length === 0) return null
  return (
    <>
      <Menu.Label>{props.title}</Menu.Label>
      {props.views.map((view) => (
        <Menu.Item
          key={view.id}
          onClick={() => props.onOpen(view.filters)}
          aria-current={view.id === props.current?.id ? 'true' : undefined}
          rightSection={view.isOwn && view.isShared ? <IconUsers size={14} aria-label="Shared" /> : undefined}
        >
          <Name>{view.isOwn ? view.name : `${view.name}, by ${view.ownerName}`}</Name>
        </Menu.Item>
      ))}
    </>
  )
}
