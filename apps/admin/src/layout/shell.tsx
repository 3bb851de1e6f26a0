import { ActionIcon, Badge, Burger, Drawer, Kbd, Menu, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { roleTitles } from '@parley/contract/session'
import { BrandMark } from '@parley/ui/brand'
import { shown } from '@parley/ui/name'
import { Bell } from '@parley/ui/notifications'
import { ColorSchemeToggle } from '@parley/ui/provider'
import { ReadOnly } from '@parley/ui/read-only'
import {
  IconArrowsSplit2,
  IconBook2,
  IconBriefcase,
  IconBuilding,
  IconCopy,
  IconFileDescription,
  IconFileImport,
  IconGavel,
  IconGridDots,
  IconHelpCircle,
  IconHistory,
  IconInbox,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconMail,
  IconMessageQuestion,
  IconReceipt,
  IconRefresh,
  IconSearch,
  IconSend,
  IconUserCheck,
  IconUserCircle,
  IconUsers,
  IconWebhook,
} from '@tabler/icons-react'
import { Link, Outlet, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { staff, useCall, useMe } from '../api.ts'
import { homeOf, mayOpen, pages } from '../paths.ts'
import { useKeys } from './keys.ts'
import { LookingBanner } from './looking-banner.tsx'
import { ForYourRole } from './not-for-you.tsx'
import { Palette } from './palette.tsx'
import classes from './shell.module.css'
import { Shortcuts } from './shortcuts.tsx'
import { useSignOut } from './sign-out.ts'

const icons = {
  '/': IconInbox,
  '/registrations': IconFileDescription,
  '/may-i': IconHelpCircle,
  '/accounts': IconBuilding,
  '/duplicates': IconCopy,
  '/deals': IconBriefcase,
  '/statements': IconReceipt,
  '/disputes': IconMessageQuestion,
  '/conflicts': IconArrowsSplit2,
  '/overlap': IconGridDots,
  '/imports': IconFileImport,
  '/renewals': IconRefresh,
  '/duties': IconUserCheck,
  '/letters': IconMail,
  '/decisions': IconGavel,
  '/delivery': IconSend,
  '/audit': IconHistory,
  '/webhooks': IconWebhook,
  '/users': IconUsers,
  '/api-keys': IconKey,
  '/policies': IconBook2,
}

/** The frame of every signed-in screen: navigation, the command palette, shortcuts. */
export function Shell() {
  const me = useMe()
  const navigate = useNavigate()
  const signOut = useSignOut()
  const own = pages.filter((page) => page.roles.includes(me.user.role))
  const [palette, setPalette] = useState(false)
  const [shortcuts, setShortcuts] = useState(false)
  const [nav, { close, toggle }] = useDisclosure(false)
  useHotkeys([['mod+K', () => setPalette((shown) => !shown)]], [], true)
  useKeys({
    '?': () => setShortcuts(true),
    'g n': () => navigate({ to: '/notifications' }),
    ...Object.fromEntries(own.map((page) => [`g ${page.keys}`, () => navigate({ to: page.to })])),
  })
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.top}>
        <LookingBanner />
        <div className={classes.head}>
          <Burger className={classes.burger} opened={nav} onClick={toggle} size="sm" aria-label="Open the navigation" />
          <Link to={homeOf(me.user.role)} className={classes.brand}>
            <BrandMark size={20} /> Parley <span className={classes.vendor}>{me.vendor.name} console</span>
          </Link>
          <button type="button" className={classes.find} onClick={() => setPalette(true)}>
            <IconSearch size={16} aria-hidden />
            <span>Find or do anything</span>
            <Kbd size="xs">{isMac ? '⌘ K' : 'Ctrl K'}</Kbd>
          </button>
          <Bell link={(props) => <Link to="/notifications" {...props} />} />
          <ColorSchemeToggle />
          <Menu position="bottom-end" width={260}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Your account: ${me.user.name}`}>
                <IconUserCircle size={22} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Label>
                {me.user.name}, {roleTitles[me.user.role]}
                <br />
                {me.user.email}
              </Menu.Label>
              <Menu.Item leftSection={<IconUserCircle size={16} />} onClick={() => navigate({ to: '/account' })}>
                Your account
              </Menu.Item>
              <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => setShortcuts(true)}>
                Show the shortcuts
              </Menu.Item>
              <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
                Sign out
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      <nav className={`${classes.nav} ${classes.wideNav}`} aria-label="Console">
        <NavLinks />
        <Text className={classes.foot} component="div">
          {me.user.name}
          <br />
          {roleTitles[me.user.role]}
        </Text>
      </nav>
      <Drawer opened={nav} onClose={close} size={260} title={`${me.vendor.name} console`} className={classes.navDrawer}>
        <nav aria-label="Console" onClickCapture={close}>
          <NavLinks />
        </nav>
      </Drawer>
      <main id="main" className={classes.main} tabIndex={-1}>
        <ReadOnly value={me.looking ? `You are looking as ${shown(me.looking.name)}, to read only.` : null}>
          <ForYourRole>
            <Outlet />
          </ForYourRole>
        </ReadOnly>
      </main>
      <Palette opened={palette} onClose={() => setPalette(false)} onShortcuts={() => setShortcuts(true)} />
      <Shortcuts opened={shortcuts} onClose={() => setShortcuts(false)} />
    </div>
  )
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

function NavLinks() {
  const { role } = useMe().user
  const queue = useCall(staff.queue, {}, { enabled: mayOpen(role, '/') }).data?.data
  const own = pages.filter((page) => page.roles.includes(role))
  return own.map((page) => {
    const Icon = icons[page.to]
    return (
      <Link
        key={page.to}
        to={page.to}
        className={classes.link}
        activeOptions={{ exact: page.to === '/', includeSearch: false }}
      >
        <Icon size={18} aria-hidden />
        <span>{page.title}</span>
        {page.to === '/' && queue && queue.items.length > 0 && (
          <Badge
            size="sm"
            variant="filled"
            color={queue.lateCount > 0 ? 'red.8' : 'gray.7'}
            aria-label={`${queue.items.length} due, ${queue.lateCount} of them late`}
          >
            {queue.items.length}
          </Badge>
        )}
      </Link>
    )
  })
}
