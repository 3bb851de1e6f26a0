import { Button, FileButton } from '@mantine/core'
import type { ImportedDeals } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { IconFileUpload } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useMe, useRefresh, useSend } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { mayEnterDeals } from '../paths.ts'
import classes from './deals.module.css'

const mostCharacters = 200_000

/** A file of deals, and one of what customers paid on them. */
export function ImportDealsPage() {
  const { productFamilies, user } = useMe()
  const mayEnter = mayEnterDeals(user.role).ok
  return (
    <Sheet>
      <Page
        title={mayEnter ? 'Which deals are in your file?' : 'Which payments are in your file?'}
        lead="A row whose number is known already changes nothing, so the same file can be sent again once it is mended."
        actions={
          <ButtonLink to="/deals" variant="default" size="xs">
            Show the deals
          </ButtonLink>
        }
      >
        {mayEnter && (
          <CsvFile route={staffDeals.importCsv} verb="Choose the file" nouns={['deal', 'deals']}>
            <p>
              A CSV file with the columns Account or Account id, Families, Kind, Amount, Margin, Term months, Tender and
              Number; only the first two and Amount are needed.
            </p>
            <p className={classes.dim}>
              Families: {productFamilies.map(({ name }) => name).join(', ')}; several are parted by “|”. Amounts in
              digits, with a point before cents: 45000.50.
            </p>
          </CsvFile>
        )}
        {user.role !== 'sales' && (
          <Section title="What have customers paid?" bare>
            <div className={classes.stack}>
              <CsvFile
                route={staffDeals.importPayments}
                verb="Choose the file of payments"
                nouns={['payment', 'payments']}
              >
                <p>
                  A CSV file with the columns Deal, its reference or its number, Amount, Currency, Paid on and Number.
                  What is open is paid where Amount is empty.
                </p>
                <p className={classes.dim}>Days as 2026-11-20. The same number on a deal counts once.</p>
              </CsvFile>
            </div>
          </Section>
        )}
      </Page>
    </Sheet>
  )
}

type FileProps = {
  route: typeof staffDeals.importCsv | typeof staffDeals.importPayments
  verb: string
  nouns: readonly [one: string, many: string]
  children: ReactNode
}

/** What can be read of a file is entered; each row that can't is named with what to mend. */
function CsvFile({ route, verb, nouns, children }: FileProps) {
  const refresh = useRefresh()
  const [file, setFile] = useState<{ name: string; tooLarge: boolean } | null>(null)
  const send = useSend(route as typeof staffDeals.importCsv, { onDone: () => void refresh(staffDeals.list) })
  const take = async (chosen: File | null) => {
    if (!chosen) return
    const csv = await chosen.text()
    setFile({ name: chosen.name, tooLarge: csv.length > mostCharacters })
    send.reset()
    if (csv.length <= mostCharacters) send.mutate({ body: { csv } })
  }
  return (
    <>
      <div className={classes.drop}>
        {children}
        <FileButton onChange={(chosen) => void take(chosen)} accept=".csv,.tsv,.txt,text/csv">
          {(props) => (
            <Button {...props} leftSection={<IconFileUpload size={18} aria-hidden />} loading={send.isPending}>
              {verb}
            </Button>
          )}
        </FileButton>
      </div>
      {file?.tooLarge && <p role="alert">{file.name} is too long. Split it, each part with the header.</p>}
      {send.isError && <ProblemNotice error={send.error} focus />}
      {send.data && <Entered imported={send.data.data} nouns={nouns} />}
    </>
  )
}

function Entered({
  imported: { made, known, problems },
  nouns,
}: {
  imported: ImportedDeals
  nouns: FileProps['nouns']
}) {
  return (
    <>
      <p role="status">
        <strong>{howMany(made, nouns)} entered.</strong>{' '}
        {known > 0 && `${known.toLocaleString()} ${known === 1 ? 'was' : 'were'} known already. `}
        {problems.length > 0 &&
          `${problems.length.toLocaleString()} ${problems.length === 1 ? 'row is' : 'rows are'} left out.`}
      </p>
      {problems.length > 0 && (
        <Section title="Rows to mend" maxHeight="24rem">
          <table className={classes.sums}>
            <caption className="visuallyHidden">Rows that were left out</caption>
            <thead>
              <tr>
                <th scope="col">Row</th>
                <th scope="col">What can’t be read</th>
                <th scope="col">What to do</th>
              </tr>
            </thead>
            <tbody>
              {problems.map(({ row, detail, mend }) => (
                <tr key={row}>
                  <th scope="row" className="tabular">
                    {row}
                  </th>
                  <td>{detail}</td>
                  <td>{mend}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </>
  )
}

function howMany(count: number, [one, many]: FileProps['nouns']): string {
  if (count === 0) return `No ${one} is`
  return count === 1 ? `1 ${one} is` : `${count.toLocaleString()} ${many} are`
}
