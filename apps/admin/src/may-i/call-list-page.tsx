import { Button, FileButton } from '@mantine/core'
import { callListLimits, type EngagementVerb, engagementVerbs, type MarkedCallList } from '@parley/contract/engagements'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { SelectField } from '@parley/ui/fields'
import { OutcomeBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { IconDownload, IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useMe, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './may-i.module.css'

/** A call list comes back with an answer for each row. It's a look: nobody is asked or told by it. */
export function CallListPage() {
  const { productFamilies } = useMe()
  const [choice, setChoice] = useKept('callList', { verb: 'contact' as EngagementVerb, productFamily: '' })
  const [tooLarge, setTooLarge] = useState(false)
  const mark = useSend(staffEngagements.markList)
  const send = async (file: File | null) => {
    if (!file) return
    setTooLarge(file.size > callListLimits.bytes)
    if (file.size > callListLimits.bytes) return
    const { verb, productFamily } = choice
    mark.mutate({
      body: {
        fileName: file.name.slice(0, 200),
        base64: toBase64(new Uint8Array(await file.arrayBuffer())),
        verb,
        ...(productFamily === '' ? {} : { productFamily }),
      },
    })
  }
  const marked = mark.data?.data
  return (
    <Sheet>
      <Page
        title="Whom on this list may we call?"
        lead="You get the same list back with an answer for each row. Nobody is told, and no consent is asked for: ask “May I?” for each company that you then want to act at."
      >
        <div className={classes.form}>
          <SelectField
            label="What do you want to do?"
            name="verb"
            nothing={null}
            options={Object.entries(engagementVerbs).map(([value, label]) => ({ value, label: sentence(label) }))}
            value={choice.verb}
            onChange={(verb) => setChoice((old) => ({ ...old, verb: verb as EngagementVerb }))}
          />
          <SelectField
            label="For which product family?"
            name="productFamily"
            nothing="The strictest of all"
            options={productFamilies.map(({ id, name }) => ({ value: id, label: name }))}
            value={choice.productFamily}
            onChange={(productFamily) => setChoice((old) => ({ ...old, productFamily }))}
          />
          <div className={classes.drop}>
            <p>
              A CSV file with a column for the company or its domain, and at most {callListLimits.rows.toLocaleString()}{' '}
              rows.
            </p>
            <FileButton onChange={(file) => void send(file)} accept=".csv,.tsv,.txt,text/csv">
              {(props) => (
                <Button {...props} leftSection={<IconFileUpload size={18} aria-hidden />} loading={mark.isPending}>
                  Choose the list
                </Button>
              )}
            </FileButton>
          </div>
        </div>
        {tooLarge && <p role="alert">This file is larger than 1 MB. Split it, each part with the header.</p>}
        {mark.isError && <ProblemNotice error={mark.error} focus />}
        {marked && <Marked marked={marked} />}
      </Page>
    </Sheet>
  )
}

function Marked({ marked }: { marked: MarkedCallList }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([marked.csv], { type: 'text/csv' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: marked.fileName })
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 1000)
  }
  return (
    <>
      <Section title={titleOf(marked)}>
        <div className={classes.stack} role="status">
          <ul className={classes.figures}>
            {marked.answers.map(({ type, title, favour, rows }) => (
              <li key={type}>
                <strong className="tabular">{rows.toLocaleString()}</strong>{' '}
                <OutcomeBadge favour={favour} title={title} />
              </li>
            ))}
          </ul>
          <div>
            <Button leftSection={<IconDownload size={18} aria-hidden />} onClick={save}>
              Save the marked list
            </Button>
          </div>
        </div>
      </Section>
      {marked.problems.length > 0 && (
        <Section title="Rows without an answer" maxHeight="18rem">
          <ul className={classes.problems}>
            {marked.problems.map(({ row, detail, mend }) => (
              <li key={row}>
                Row {row}: {detail} {mend}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function titleOf({ rows, answers }: MarkedCallList): string {
  const answered = answers.reduce((sum, each) => sum + each.rows, 0)
  const all = rows.toLocaleString()
  return answered === rows ? `All ${all} rows are marked` : `${answered.toLocaleString()} of ${all} rows are marked`
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
