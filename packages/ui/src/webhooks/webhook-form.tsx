import { Button } from '@mantine/core'
import { type WebhookTopic, webhookTopics } from '@parley/contract/webhook-events'
import { type SubmitEvent, useState } from 'react'
import { FieldLabel } from '../field-parts.tsx'
import { TextField } from '../fields.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import classes from './webhooks.module.css'

export type WebhookValues = { url: string; description: string; topics: WebhookTopic[] }

const allTopics = Object.keys(webhookTopics) as WebhookTopic[]

/** Where events go, and which. */
export function WebhookForm(props: {
  values: WebhookValues
  verb: string
  pending: boolean
  error: unknown
  onClose: () => void
  onSave: (values: WebhookValues) => void
}) {
  const [url, setUrl] = useState(props.values.url)
  const [description, setDescription] = useState(props.values.description)
  const [topics, setTopics] = useState<readonly WebhookTopic[]>(props.values.topics)
  const errors = fieldErrors(props.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSave({ url, description, topics: allTopics.filter((topic) => topics.includes(topic)) })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextField
        label="Address that receives the events"
        name="webhook-url"
        type="url"
        placeholder="https://hooks.example.com/parley"
        hint="It starts with https:// and can be reached from the internet."
        value={url}
        onChange={setUrl}
        error={errors['/url']}
      />
      <TextField
        label="What it’s for"
        name="webhook-description"
        required={false}
        value={description}
        onChange={setDescription}
        error={errors['/description']}
      />
      <Topics chosen={topics} onChange={setTopics} error={errors['/topics']} />
      {props.error !== null && Object.keys(errors).length === 0 && <ProblemNotice error={props.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={props.onClose}>
          Leave it
        </Button>
        <Button type="submit" loading={props.pending}>
          {props.verb}
        </Button>
      </div>
    </form>
  )
}

function Topics(props: {
  chosen: readonly WebhookTopic[]
  onChange: (chosen: readonly WebhookTopic[]) => void
  error: string | undefined
}) {
  const { chosen } = props
  const all = chosen.length === allTopics.length
  return (
    <fieldset
      className={classes.topics}
      aria-describedby={props.error ? 'webhook-topics-error' : undefined}
      aria-invalid={props.error ? true : undefined}
    >
      <legend>
        <FieldLabel label="Events" />
      </legend>
      {props.error && (
        <span id="webhook-topics-error" className={classes.error}>
          {props.error}
        </span>
      )}
      <div>
        <Button size="compact-sm" variant="default" onClick={() => props.onChange(all ? [] : allTopics)}>
          {all ? 'Choose none' : 'Choose all'}
        </Button>
      </div>
      {allTopics.map((topic) => (
        <label key={topic} className={classes.topic}>
          <input
            type="checkbox"
            checked={chosen.includes(topic)}
            onChange={(event) =>
              props.onChange(event.currentTarget.checked ? [...chosen, topic] : chosen.filter((each) => each !== topic))
            }
          />
          <span>{webhookTopics[topic].title}</span>
          <small>
            {webhookTopics[topic].words} <code>{topic}</code>
          </small>
        </label>
      ))}
    </fieldset>
  )
}
