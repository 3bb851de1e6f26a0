import { Modal, Text, TextInput, useMantineColorScheme } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { dealStages } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { countryName } from '@parley/ui/countries'
import { Name } from '@parley/ui/name'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import { accounts, call, policies, staff, useCall, useMe } from '../api.ts'
import { mayAddAccounts, mayEnterDeals, mayOpen, pages } from '../paths.ts'
import { useScreenActions } from './actions.ts'
import classes from './palette.module.css'
import { useSignOut } from './sign-out.ts'
import { statusWord } from './staff-status.tsx'

type Item = {
  group: string
  title: string
  note?: string | undefined
  refused?: boolean
  run: () => void
  /** Of a record: two may have the same name and place. */
  id?: string
}

/** ⌘K: every page, what can be done here, and accounts and registrations by name. */
export function Palette(props: { opened: boolean; onClose: () => void; onShortcuts: () => void }) {
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      withCloseButton={false}
      size="lg"
      padding="xs"
      yOffset="8dvh"
      title="Find or do anything"
      classNames={{ header: 'visuallyHidden' }}
      styles={{ body: { paddingTop: 'var(--mantine-spacing-xs)' } }}
    >
      {props.opened && <PaletteBody {...props} />}
    </Modal>
  )
}

function PaletteBody(props: { onClose: () => void; onShortcuts: () => void }) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const listId = useId()
  const fixed = useFixedItems(props.onShortcuts).filter((item) => matches(item, typed))
  const { items: found, searching } = useFound(typed)
  const items = [...fixed, ...found]
  useEffect(() => setAt(0), [typed])
  const choose = (item: Item | undefined) => {
    if (!item || item.refused) return
    props.onClose()
    item.run()
  }
  const onKey = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move && items.length > 0) {
      event.preventDefault()
      setAt((now) => (now + move + items.length) % items.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(items[at])
    }
  }
  return (
    <>
      <TextInput
        data-autofocus
        aria-label="Find or do anything"
        placeholder="A name, a reference, something to do"
        leftSection={<IconSearch size={16} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKey}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={items[at] ? `${listId}-${at}` : undefined}
      />
      <div id={listId} role="listbox" aria-label="What was found" className={classes.list}>
        {items.map((item, index) => (
          <div key={item.id ?? `${item.group}-${item.title}-${item.note}`}>
            {item.group !== items[index - 1]?.group && (
              <div className={classes.group} role="presentation">
                {item.group}
              </div>
            )}
            <Option
              id={`${listId}-${index}`}
              item={item}
              current={index === at}
              onHover={() => setAt(index)}
              onChoose={() => choose(item)}
            />
          </div>
        ))}
        {items.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {searching
              ? 'Looking…'
              : 'Nothing found. Try the beginning of a company’s name, its domain, its tax id, or a reference.'}
          </Text>
        )}
      </div>
    </>
  )
}

function Option(props: { id: string; item: Item; current: boolean; onHover: () => void; onChoose: () => void }) {
  useEffect(() => {
    if (props.current) document.getElementById(props.id)?.scrollIntoView({ block: 'nearest' })
  }, [props.current, props.id])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the text field keeps the focus and takes the keys
    <div
      id={props.id}
      role="option"
      aria-selected={props.current}
      aria-disabled={props.item.refused ?? false}
      className={classes.option}
      onMouseMove={props.onHover}
      onClick={props.onChoose}
    >
      <span>
        <Name>{props.item.title}</Name>
      </span>
      {props.item.note && (
        <span className={classes.note}>
          <Name>{props.item.note}</Name>
        </span>
      )}
    </div>
  )
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()

function matches(item: Item, typed: string) {
  const text = plain(`${item.title} ${item.note ?? ''}`)
  return plain(typed)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function useFixedItems(onShortcuts: () => void): Item[] {
  const navigate = useNavigate()
  const signOut = useSignOut()
  const here = useScreenActions()
  const { role } = useMe().user
  const own = pages.filter((page) => page.roles.includes(role))
  const mayAdd = mayAddAccounts(role)
  const mayEnter = mayEnterDeals(role)
  const { setColorScheme } = useMantineColorScheme()
  const books = useCall(policies.books).data?.data.items ?? []
  return [
    ...here.map((action) => ({
      group: 'On this screen',
      title: action.title,
      note: action.refused,
      refused: action.refused !== undefined,
      run: action.run,
    })),
    ...own.map((page) => ({
      group: 'Go to',
      title: page.title,
      note: page.question,
      run: () => navigate({ to: page.to }),
    })),
    ...books.map((book) => ({
      group: 'Go to',
      title: `${book.title} policy`,
      note: `Version ${book.inForce.version} is in force`,
      run: () => navigate({ to: '/policies/$point', params: { point: book.point } }),
    })),
    ...books.flatMap((book) => [
      ...book.waiting.map((version) => ({
        group: 'Do',
        title: `Review version ${version.version} of the ${book.title} policy`,
        note: `By ${version.authorName}`,
        run: () =>
          navigate({
            to: '/policies/$point/versions/$version',
            params: { point: book.point, version: String(version.version) },
          }),
      })),
      {
        group: 'Do',
        title: `Draft a change to the ${book.title} policy`,
        note: book.can.draft.ok ? undefined : book.can.draft.reason,
        refused: !book.can.draft.ok,
        run: async () => {
          const { data } = await call(policies.startDraft, { params: { point: book.point }, body: {} })
          await navigate({ to: '/policies/drafts/$id', params: { id: data.id } })
        },
      },
    ]),
    ...(own.some((page) => page.to === '/accounts')
      ? [
          {
            group: 'Do',
            title: 'Add an account',
            note: mayAdd.ok ? undefined : mayAdd.reason,
            refused: !mayAdd.ok,
            run: () => navigate({ to: '/accounts/new' }),
          },
        ]
      : []),
    ...(own.some((page) => page.to === '/deals')
      ? [
          {
            group: 'Do',
            title: 'Enter a deal',
            note: mayEnter.ok ? undefined : mayEnter.reason,
            refused: !mayEnter.ok,
            run: () => navigate({ to: '/deals/new' }),
          },
        ]
      : []),
    { group: 'Do', title: 'Show the shortcuts', run: onShortcuts },
    { group: 'Do', title: 'Use light colours', run: () => setColorScheme('light') },
    { group: 'Do', title: 'Use dark colours', run: () => setColorScheme('dark') },
    { group: 'Do', title: 'Sign out', run: signOut },
  ]
}

function useFound(typed: string): { items: Item[]; searching: boolean } {
  const navigate = useNavigate()
  const [q] = useDebouncedValue(typed.trim(), 150)
  const enabled = q.length >= 2
  const { role } = useMe().user
  const desk = mayOpen(role, '/registrations')
  const found = useCall(accounts.searchAccounts, { query: { q, limit: 6 } }, { enabled: enabled && desk, keep: true })
  const registrations = useCall(staff.list, { query: { q, limit: 6 } }, { enabled: enabled && desk, keep: true })
  const readsDeals = enabled && mayOpen(role, '/deals')
  const deals = useCall(staffDeals.list, { query: { q, limit: 6 } }, { enabled: readsDeals, keep: true })
  if (!enabled) return { items: [], searching: false }
  return {
    searching: found.isFetching || registrations.isFetching || deals.isFetching || typed.trim() !== q,
    items: [
      ...(found.data?.data.items ?? []).map((account) => ({
        group: 'Accounts',
        id: account.id,
        title: account.name,
        note: [
          account.foundBy && `found by ${account.foundBy}`,
          account.domain !== account.foundBy && account.domain,
          account.city,
          countryName(account.country),
        ]
          .filter(Boolean)
          .join(', '),
        run: () => navigate({ to: '/accounts/$id', params: { id: account.id } }),
      })),
      ...(registrations.data?.data.items ?? []).map((item) => ({
        group: 'Registrations',
        id: item.id,
        title: `${item.accountName}, ${item.productFamily.name}`,
        note: [item.partner?.name, statusWord(item.status), item.reference].filter(Boolean).join(', '),
        run: () => navigate({ to: '/registrations/$id', params: { id: item.id } }),
      })),
      ...(deals.data?.data.items ?? []).map((deal) => ({
        group: 'Deals',
        id: deal.id,
        title: `${deal.account.name}, ${deal.reference}`,
        note: [deal.productFamilies.map(({ name }) => name).join(', '), dealStages[deal.stage]].join(', '),
        run: () => navigate({ to: '/deals/$id', params: { id: deal.id } }),
      })),
    ],
  }
}
