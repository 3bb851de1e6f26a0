import { partnerAttestations } from '@parley/contract/routes/attestations'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { DesignationLine } from '@parley/ui/letters/letter-facts'
import classes from '@parley/ui/letters/letters.module.css'
import { LinkLine } from '@parley/ui/letters/link-card'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import { Link } from '@tanstack/react-router'
import { useMe } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

/** Where this partner represents the vendor, what customers have written, and the links that say so. */
export function CustomersPage() {
  const { vendor } = useMe()
  return (
    <Page
      title={`Where do you represent ${vendor.name}?`}
      lead="Your customers, their letters, and links with which anybody can check it."
      actions={
        <LinkButton to={paths.bringLetter} search={{}}>
          Bring a customer’s letter
        </LinkButton>
      }
    >
      <Told />
      <Leads />
      <Letters />
      <Links />
    </Page>
  )
}

/** What needs this partner: a customer of its own has named somebody else, and there are days to bring another letter. */
function Told() {
  const items = useCall(partnerDesignations.notices, { query: { show: 'open' } }).data?.data.items
  if (!items || items.length === 0) return null
  return (
    <section
      className={`${classes.panel} ${classes.toned}`}
      data-tone="needsYou"
      aria-label="Customers that name somebody else"
    >
      <h2>A customer of yours names somebody else</h2>
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.id} className={classes.item}>
            <Link to={paths.told} params={{ id: item.id }}>
              <Name>{item.accountName}</Name>, {item.productFamily.name}
            </Link>
            <span>
              {item.lastDay ? (
                <>
                  You can bring a letter that takes it back until <Day value={item.lastDay} />.
                </>
              ) : (
                'Read what you can do.'
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Leads() {
  const found = useCall(partnerAttestations.leads, {})
  const items = found.data?.data.items
  return (
    <section className={classes.stack} aria-label="Your customers">
      <h2>You lead now</h2>
      {found.isPending && <ListSkeleton rows={3} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {items?.length === 0 && (
        <Empty
          title="No customer yet"
          text="Accounts that are protected for you stand here, and customers whose letter names you."
          action={<LinkButton to={paths.register}>Register a deal</LinkButton>}
        />
      )}
      {items && items.length > 0 && (
        <ul className={`${classes.list} ${classes.beside}`}>
          {items.map((item) => (
            <li key={`${item.registrationId}${item.letterId}`} className={classes.item}>
              {item.registrationId ? (
                <Link to={paths.registration} params={{ id: item.registrationId }}>
                  <Name>{item.accountName}</Name>
                </Link>
              ) : (
                <Link to={paths.letter} params={{ id: item.letterId! }}>
                  <Name>{item.accountName}</Name>
                </Link>
              )}
              <span>
                {item.productFamilies.map(({ id, name, lastDay }, at) => (
                  <span key={id}>
                    {at > 0 && ', '}
                    {name}
                    {lastDay && (
                      <>
                        {' '}
                        until <Day value={lastDay} />
                      </>
                    )}
                  </span>
                ))}
              </span>
              <div>
                <LinkButton
                  variant="default"
                  size="xs"
                  to={paths.makeLink}
                  search={item.registrationId ? { registrationId: item.registrationId } : { letterId: item.letterId! }}
                >
                  Make a link for this customer
                </LinkButton>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Letters() {
  const found = useCall(partnerDesignations.list, { query: {} })
  const items = found.data?.data.items
  return (
    <section className={classes.stack} aria-label="Letters that name you">
      <h2>Letters that name you</h2>
      {found.isPending && <ListSkeleton rows={2} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {items?.length === 0 && (
        <p className={classes.dim}>
          None yet. When a customer names you in writing, bring its letter: it counts even where somebody else leads.
        </p>
      )}
      {items && items.length > 0 && (
        <ul className={classes.list}>
          {items.map((item) => (
            <li key={item.id} className={classes.item}>
              <Link to={paths.letter} params={{ id: item.id }}>
                <Name>{item.accountName}</Name>
              </Link>
              {item.designations.map((each) => (
                <DesignationLine key={each.productFamily.id} {...each} />
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Links() {
  const items = useCall(partnerAttestations.list, { query: {} }).data?.data.items
  if (!items || items.length === 0) return null
  return (
    <section className={classes.stack} aria-label="Your links">
      <h2>Your links</h2>
      <ul className={classes.list}>
        {items.map((link) => (
          <LinkLine
            key={link.id}
            link={link}
            title={
              <Link to={paths.link} params={{ id: link.id }}>
                <Name>{link.accountName}</Name>
              </Link>
            }
          />
        ))}
      </ul>
    </section>
  )
}
