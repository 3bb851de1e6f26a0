import { Checkbox } from '@mantine/core'
import { type Paper, papers } from '@parley/contract/paper'
import { staffDeals } from '@parley/contract/routes/deals'
import { paper as point } from '@parley/rules/points/paper/point'
import { LongTextField, MoneyField, SelectField } from '@parley/ui/fields'
import { parseMoney } from '@parley/ui/money'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { usePartnerNames } from '../layout/partner-names.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'
import { type PaperFact, paperFacts } from './paper-facts.ts'
import { options } from './words.ts'

const allRoles = {
  resale: 'It resells',
  referral: 'It referred the customer',
  managed: 'It runs it as a managed service',
  services: 'It sells services around it',
}
const earnings = { margin: 'Margin', commission: 'Commission', ownServices: 'What its own services earn' }
type Earns = keyof typeof earnings

/** What a partner can earn on a paper: the decision point knows it. */
function earningsOn(paper: Paper | ''): { value: string; label: string }[] {
  if (paper === '') return []
  const { earns } = point.outcomes[paper].parameters
  return Object.keys(earns.values).map((value) => ({ value, label: earnings[value as Earns] }))
}

const nobodyDecides = { paper: '' as Paper | '', earns: '' as Earns | '', reason: '', wording: '' }

/** What is known of whose contract it will be: the policy decides, or a person with a reason. */
export function PaperForm({ deal }: FormProps) {
  const { summary, paperDecision } = deal
  const [typed, setTyped, forget] = useKept(`paper.${summary.id}`, {
    ...{ partnerId: deal.claims[0]?.partner.id ?? '', role: '' as keyof typeof allRoles | '', credit: '' },
    ...{ known: {} as Partial<Record<PaperFact, string>>, inPerson: false, person: nobodyDecides },
  })
  // What was answered stays for the next time it is asked: only a person's own words are done with.
  const action = useAction(staffDeals.decidePaper, () => typed.inPerson && forget())
  const [tried, setTried] = useState(false)
  const { partnerId, role, known, credit, inPerson, person } = typed
  const partners = usePartnerNames()
  const asked = new Set(paperDecision?.missing.map(({ fact }) => fact))
  const shown = paperFacts.filter(({ name, fact }) => asked.has(fact) || known[name])
  const others = paperFacts.filter((each) => !shown.includes(each))
  const asksCredit = asked.has('partner.freeCreditMinor') || credit !== ''
  const tell = (change: Partial<typeof person>) => setTyped((now) => ({ ...now, person: { ...now.person, ...change } }))
  const missing = (value: string) => (tried && value === '' ? 'Choose one.' : undefined)
  const short = (text: string, what: string) =>
    tried && text.trim().length < 10 ? `Write ${what}, ten characters at least.` : undefined
  const creditMinor = credit.trim() === '' ? undefined : parseMoney(credit, summary.currency)
  const send = () => {
    setTried(true)
    if (partnerId === '' || role === '' || creditMinor === null) return
    if (inPerson && (person.paper === '' || person.earns === '')) return
    if (inPerson && (person.reason.trim().length < 10 || person.wording.trim().length < 10)) return
    const facts = paperFacts.flatMap(({ name, yesNo }) => {
      const value = known[name]
      return value === undefined || value === '' ? [] : [[name, yesNo ? value === 'yes' : value] as const]
    })
    action.send(summary.id, {
      ...{ partnerId, role, ...Object.fromEntries(facts) },
      ...(creditMinor === undefined ? {} : { freeCreditMinor: creditMinor }),
      ...(inPerson ? { inPerson: person } : {}),
    })
  }
  const fieldOf = ({ name, fact, label, choices }: (typeof paperFacts)[number]) => (
    <SelectField
      key={name}
      label={label}
      name={`paper-${name}`}
      nothing="Not known"
      options={choices}
      hint={asked.has(fact) ? 'The answer depends on it.' : undefined}
      value={known[name] ?? ''}
      error={action.errors[`/${name}`]}
      onChange={(value) => setTyped((now) => ({ ...now, known: { ...now.known, [name]: value } }))}
    />
  )
  const creditField = (
    <MoneyField
      label="Credit that the partner has left"
      name="paper-credit"
      required={false}
      currency={summary.currency}
      hint={asked.has('partner.freeCreditMinor') ? 'The answer depends on it.' : undefined}
      value={credit}
      error={creditMinor === null ? 'Write an amount, like 45,000.' : action.errors['/freeCreditMinor']}
      onChange={(value) => setTyped((now) => ({ ...now, credit: value }))}
    />
  )
  return (
    <Form
      title="What is known of the contract?"
      lead="Ask at once: the rules then ask only for what matters."
      verb={inPerson ? 'Record the decision' : 'Ask the rules'}
      action={action}
      told={['/partnerId', '/role', '/inPerson/paper', '/inPerson/earns', '/inPerson/reason', '/inPerson/wording']}
      onSend={send}
    >
      <div className={classes.two}>
        <SelectField
          label="Partner"
          name="paper-partner"
          required
          options={partners.map(({ id, name }) => ({ value: id, label: name }))}
          value={partnerId}
          error={missing(partnerId) ?? action.errors['/partnerId']}
          onChange={(value) => setTyped((now) => ({ ...now, partnerId: value }))}
        />
        <SelectField
          label="What is its part?"
          name="paper-role"
          required
          options={options(allRoles)}
          value={role}
          error={missing(role) ?? action.errors['/role']}
          onChange={(value) => setTyped((now) => ({ ...now, role: value as typeof role }))}
        />
        {shown.map(fieldOf)}
        {asksCredit && creditField}
      </div>
      <details>
        <summary>Say what else is known</summary>
        <div className={classes.two}>
          {others.map(fieldOf)}
          {!asksCredit && creditField}
        </div>
      </details>
      <Checkbox
        label="Decide it in the policy’s place"
        description="It stays on record with your name and your reason."
        checked={inPerson}
        onChange={(event) => {
          const checked = event.currentTarget.checked
          setTyped((now) => ({ ...now, inPerson: checked }))
        }}
      />
      {inPerson && (
        <>
          <div className={classes.two}>
            <SelectField
              label="Whose contract?"
              name="person-paper"
              required
              options={options(papers)}
              value={person.paper}
              error={missing(person.paper) ?? action.errors['/inPerson/paper']}
              onChange={(value) => {
                const [only, ...others] = earningsOn(value as Paper | '')
                tell({ paper: value as Paper, earns: others.length === 0 ? ((only?.value ?? '') as Earns) : '' })
              }}
            />
            <SelectField
              label="What does the partner earn?"
              name="person-earns"
              required
              options={earningsOn(person.paper)}
              value={person.earns}
              error={missing(person.earns) ?? action.errors['/inPerson/earns']}
              onChange={(value) => tell({ earns: value as Earns })}
            />
          </div>
          <LongTextField
            label="What the partner reads"
            name="person-wording"
            rows={2}
            hint="It names no other partner."
            value={person.wording}
            error={short(person.wording, 'what the partner should read') ?? action.errors['/inPerson/wording']}
            onChange={(wording) => tell({ wording })}
          />
          <LongTextField
            label="Reason, for the record"
            name="person-reason"
            rows={2}
            hint="Staff only. It stays with the decision."
            value={person.reason}
            error={short(person.reason, 'your reason') ?? action.errors['/inPerson/reason']}
            onChange={(reason) => tell({ reason })}
          />
        </>
      )}
    </Form>
  )
}
