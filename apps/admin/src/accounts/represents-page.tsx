import { Button, NativeSelect, TextInput } from '@mantine/core'
import { staffAttestations } from '@parley/contract/routes/attestations'
import { staffDesignations } from '@parley/contract/routes/designations'
import classes from '@parley/ui/letters/letters.module.css'
import { LinkLine } from '@parley/ui/letters/link-card'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { accounts, useCall, useMe, useRefresh, useSend } from '../api.ts'
import { Filters } from '../layout/filters.tsx'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { Answers } from './represents.tsx'

const route = getRouteApi('/console/accounts/$id/represents')

/** `<input type="datetime-local">` speaks of the reader's own time; the address and the API of an instant. */
const toLocal = (instant: string) => {
  const at = new Date(instant)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
const toInstant = (local: string) => new Date(local).toISOString()

/** The customer asks: which of these people represents you? One answer for each product family, at any instant, with its proof. */
export function RepresentsPage() {
  const { id } = route.useParams()
  const { family, at } = route.useSearch()
  const navigate = route.useNavigate()
  const { productFamilies, vendor } = useMe()
  const account = useCall(accounts.getAccount, { params: { id } }).data?.data
  const name = account?.summary.name
  return (
    <Sheet>
      <Page
        title={name ? `Who represents ${vendor.name} at ${name}?` : 'Who represents us?'}
        actions={
          <ButtonLink to="/accounts/$id" params={{ id }} variant="default" size="xs">
            Open the account
          </ButtonLink>
        }
      >
        <Filters
          set={family !== undefined || at !== undefined}
          onClear={() => void navigate({ search: {}, replace: true })}
        >
          <NativeSelect
            label="Product family"
            value={family ?? ''}
            data={[
              { value: '', label: 'Each of them' },
              ...productFamilies.map((each) => ({ value: each.id, label: each.name })),
            ]}
            onChange={(event) => {
              const next = event.currentTarget.value || undefined
              void navigate({ search: (old) => ({ ...old, family: next }), replace: true })
            }}
          />
          <TextInput
            label="At"
            title="Now, as long as it is left empty"
            type="datetime-local"
            value={at ? toLocal(at) : ''}
            onChange={(event) => {
              const { value } = event.currentTarget
              void navigate({ search: (old) => ({ ...old, at: value ? toInstant(value) : undefined }), replace: true })
            }}
          />
        </Filters>
        <Answers accountId={id} family={family} at={at} />
        <Links accountId={id} />
      </Page>
    </Sheet>
  )
}

/** The links by which anybody checks it, and a new one for the partner that leads. */
function Links({ accountId }: { accountId: string }) {
  const { user } = useMe()
  const items = useCall(staffAttestations.list, { query: { accountId } }).data?.data.items
  return (
    <Section title="Links for the customer">
      <div className={classes.stack}>
        {items?.length === 0 && (
          <p className={classes.dim}>
            None yet. The partner that leads makes them in its app, and so can you: whoever opens one reads whether it
            is so.
          </p>
        )}
        {items && items.length > 0 && (
          <ul className={classes.list}>
            {items.map((link) => (
              <LinkLine
                key={link.id}
                link={link}
                title={
                  <TextLink to="/links/$id" params={{ id: link.id }}>
                    <Name>{link.accountName}</Name>
                  </TextLink>
                }
              />
            ))}
          </ul>
        )}
        {user.role === 'channelManager' && <MakeLinks accountId={accountId} />}
      </div>
    </Section>
  )
}

/** One button for each partner that leads here, for all its product families; for thirty days. */
function MakeLinks({ accountId }: { accountId: string }) {
  const found = useRepresented(accountId)
  const refresh = useRefresh()
  const navigate = useNavigate()
  const make = useSend(staffAttestations.make, {
    onDone: ({ data }) => {
      void refresh(staffAttestations.list)
      void navigate({ to: '/links/$id', params: { id: data.id } })
    },
  })
  const errors = Object.values(fieldErrors(make.error))
  if (found.length === 0) return null
  return (
    <>
      <div className={classes.buttons}>
        {found.map(({ partnerId, name, productFamilies }) => (
          <Button
            key={partnerId}
            size="xs"
            variant="default"
            h="auto"
            mih={30}
            py={4}
            styles={{ label: { whiteSpace: 'normal', lineHeight: 1.35, textWrap: 'balance' } }}
            loading={make.isPending}
            onClick={() => make.mutate({ body: { partnerId, accountId, productFamilies, days: 30 } })}
          >
            Make a link for {name}, for 30 days
          </Button>
        ))}
      </div>
      {make.isError && errors.length === 0 && <ProblemNotice error={make.error} focus />}
      {errors.length > 0 && <p className={classes.error}>{errors.join(' ')}</p>}
    </>
  )
}

function useRepresented(accountId: string) {
  const found = useCall(staffDesignations.represents, { params: { id: accountId }, query: {} }).data?.data
  const answers = (found?.answers ?? []).filter(({ partnerId }) => partnerId !== null)
  return [...Map.groupBy(answers, ({ partnerId }) => partnerId!)].map(([partnerId, of]) => ({
    partnerId,
    name: of[0]!.name ?? '',
    productFamilies: of.map(({ productFamily }) => productFamily.id),
  }))
}
