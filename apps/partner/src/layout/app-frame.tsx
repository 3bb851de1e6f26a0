import { ActionIcon } from '@mantine/core'
import { BrandMark } from '@parley/ui/brand'
import { Empty } from '@parley/ui/empty'
import { readyToSignOut } from '@parley/ui/kept'
import { shown } from '@parley/ui/name'
import { Bell } from '@parley/ui/notifications'
import { ColorSchemeToggle } from '@parley/ui/provider'
import { ReadOnly } from '@parley/ui/read-only'
import { signOut } from '@parley/ui/sign-in'
import { ViewBanner } from '@parley/ui/team/view-banner'
import {
  IconBook2,
  IconCash,
  IconHelpCircle,
  IconHome,
  IconList,
  IconLogout,
  IconPlus,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react'
import { Link, Outlet, useRouter } from '@tanstack/react-router'
import { queryClient, useMe, useNow } from '../api.ts'
import { paths } from '../paths.ts'
import classes from './app-frame.module.css'
import { forgetAllKept, holdsUnsent } from './kept.ts'
import { Notices } from './notice.tsx'

const places = [
  { to: paths.home, title: 'Home', icon: IconHome },
  { to: paths.registrations, title: 'Registrations', icon: IconList },
  { to: paths.mayI, title: 'May I?', icon: IconHelpCircle },
  { to: paths.earnings, title: 'Earnings', icon: IconCash },
  { to: paths.rules, title: 'Rules', icon: IconBook2 },
  { to: paths.team, title: 'Team', icon: IconUsers },
] as const
const [homePlace, ...otherPlaces] = places
const tabs = [homePlace, { to: paths.register, title: 'Register', icon: IconPlus }, ...otherPlaces] as const

/** Everything around a screen: who you are, where you can go, how to leave. */
export function AppFrame() {
  const me = useMe()
  const { user, partner, vendor, audience, viewed } = me
  const now = useNow()
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.bar}>
        <ViewBanner me={me} now={now} />
        <div className={classes.barInner}>
          <Link to={paths.home} className={classes.brand}>
            <BrandMark />
            <span>
              {vendor.name}
              <small>
                partner program<span className="visuallyHidden">, home</span>
              </small>
            </span>
          </Link>
          {audience === 'partner' && <Places />}
          <div className={classes.me}>
            <span className={classes.who}>
              <strong>{partner?.name ?? vendor.name}</strong>
              <small>
                {user.name}
                {partner && ` · ${partner.tierTitle}`}
              </small>
            </span>
            {audience === 'partner' && <Bell link={(props) => <Link to={paths.notifications} {...props} />} />}
            <ColorSchemeToggle />
            {!viewed && audience === 'partner' && <OwnAccount name={user.name} />}
            {!viewed && <SignOut />}
          </div>
        </div>
      </header>
      <main id="main" className={classes.main} tabIndex={-1}>
        <ReadOnly value={viewed ? `You are looking as ${shown(user.name)}, to read only.` : null}>
          {audience === 'partner' ? <Outlet /> : <ForStaff vendorName={vendor.name} />}
        </ReadOnly>
      </main>
      {audience === 'partner' && <BottomBar />}
      <Notices />
    </div>
  )
}

function Places() {
  return (
    <nav className={classes.places} aria-label="Main">
      {tabs.map(({ to, title }) => (
        <Link key={to} to={to} className={classes.place} activeOptions={{ exact: to === paths.home }}>
          {title === 'Register' ? 'Register a deal' : title}
        </Link>
      ))}
    </nav>
  )
}

function BottomBar() {
  return (
    <nav className={classes.bottom} aria-label="Main">
      {tabs.map((tab) => (
        <Tab key={tab.to} {...tab} />
      ))}
    </nav>
  )
}

function Tab({ to, title, icon: Icon }: (typeof tabs)[number]) {
  return (
    <Link to={to} className={classes.tab} activeOptions={{ exact: to === paths.home }}>
      <Icon size={22} aria-hidden />
      {title}
    </Link>
  )
}

function OwnAccount({ name }: { name: string }) {
  return (
    <Link to={paths.account} className={classes.own} aria-label={`Your account: ${name}`} title="Your account">
      <IconUserCircle size={20} aria-hidden />
    </Link>
  )
}

function SignOut() {
  const router = useRouter()
  const leave = async () => {
    if (!(await readyToSignOut(holdsUnsent))) return
    await signOut()
    forgetAllKept()
    queryClient.clear()
    await router.navigate({ to: paths.signIn })
  }
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Sign out" title="Sign out" onClick={leave}>
      <IconLogout size={20} aria-hidden />
    </ActionIcon>
  )
}

function ForStaff({ vendorName }: { vendorName: string }) {
  return (
    <Empty
      title={`You are signed in as ${vendorName} staff`}
      text="These screens are for partners. Your work is in the console."
      action={
        <a href="/admin/">
          <strong>Open the console</strong>
        </a>
      }
    />
  )
}
