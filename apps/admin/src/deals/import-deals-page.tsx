import { Button, FileButton } from '@mantine/core'
import type { ImportedDeals } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useMe, useRefresh, useSend } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './deals.module.css'

const mostCharacters = 200_000

/** A file of deals. What can be read is entered; each row that can't is named with what to mend. */
export function ImportDealsPage() {
  const { productFamilies } = useMe()
  const refresh = useRefresh()
  const [file, setFile] = useState<{ name: string; tooLarge: boolean } | null>(null)
  const send = useSend(staffDeals.importCsv, { onDone: () => void refresh(staffDeals.list) })
  const take = async (chosen: File | null) => {
    if (!chosen) return
    const csv = await chosen.text()
    setFile({ name: chosen.name, tooLarge: csv.length > mostCharacters })
    send.reset()
    if (csv.length <= mostCharacters) send.mutate({ body: { csv } })
  }
  return (
    <Sheet>
      <Page
        title="Which deals are in your file?"
        lead="A row whose number is known already changes nothing, so the same file can be sent again once it is mended."
        actions={
          <ButtonLink to="/deals" variant="default" size="xs">
            Show the deals
          </ButtonLink>
        }
      >
        <div className={classes.drop}>
          <p>
            A CSV file with the columns Account or Account id, Families, Kind, Amount, Margin, Term months, Tender and
            Number; only the first two and Amount are needed.
          </p>
          <p className={classes.dim}>
            Families: {productFamilies.map(({ name }) => name).join(', ')}; several are parted by “|”. Amounts in
            digits, with a point before cents: 45000.50.
          </p>
          <FileButton onChange={(chosen) => void take(chosen)} accept=".csv,.tsv,.txt,text/csv">
            {(props) => (
              <Button {...props} leftSection={<IconFileUpload size={18} aria-hidden />} loading={send.isPending}>
                Choose the file
              </Button>
            )}
          </FileButton>
        </div>
        {file?.tooLarge && <p role="alert">{file.name} is too long. Split it, each part with the header.</p>}
        {send.isError && <ProblemNotice error={send.error} focus />}
        {send.data && <Entered imported={send.data.data} />}
      </Page>
    </Sheet>
  )
}

function Entered({ imported: { made, known, problems } }: { imported: ImportedDeals }) {
  return (
    <>
      <p role="status">
        <strong>{made === 1 ? '1 deal is' : `${made.toLocaleString()} deals are`} entered.</strong>{' '}
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
