import {
  PartnerWebhookEvent,
  subjectOf,
  TestWebhookEvent,
  testTopic,
  VendorWebhookEvent,
  type WebhookSubject,
  type WebhookTopic,
  webhookTopics,
} from '@parley/contract/webhook-events'
import type { JsonSchema, Schemas } from './schemas.ts'

const headers = {
  'webhook-id': 'Which event it is: the same at each try and each replay. Keep it, and take each once.',
  'webhook-timestamp': 'Seconds since 1970 of this try. Refuse what is more than five minutes off.',
  'webhook-signature':
    'One or two of `v1,<base64>`, with a space between: HMAC-SHA256 of `id.timestamp.body` with the endpoint’s secret.',
}
const exampleId = '0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c41'

/** The events that are sent to webhooks, as OpenAPI 3.1 lists them: one for each topic, and the test. */
export function webhookOperations(schemas: Schemas): Record<string, JsonSchema> {
  const events = [schemas.of(PartnerWebhookEvent, 'output'), schemas.of(VendorWebhookEvent, 'output')]
  const told = Object.entries(webhookTopics).map(([topic, { title, words }]) => {
    const schema = { oneOf: events, properties: { type: { const: topic } } }
    return [topic, operation(topic, title, words, schema, exampleOf(topic as WebhookTopic))]
  })
  const test = operation(
    testTopic,
    'A test',
    'Sent when somebody asks for it, and tried once.',
    schemas.of(TestWebhookEvent, 'output'),
    { type: testTopic, timestamp: '2026-11-18T15:04:05.000Z', data: { endpointId: exampleId } },
  )
  return Object.fromEntries([...told, [testTopic, test]])
}

const at = 'https://deals.example.com'
const examples: Record<WebhookSubject, Record<string, string>> = {
  registration: {
    registrationId: exampleId,
    reference: 'R-7K2F9Q',
    status: 'approved',
    link: `${at}/registrations/${exampleId}`,
  },
  engagement: { engagementId: exampleId, accountName: 'Whitfield Hardware Inc.', link: `${at}/may-i/${exampleId}` },
  renewal: {
    renewalId: exampleId,
    accountName: 'Whitfield Hardware Inc.',
    endsOn: '2027-03-31',
    link: `${at}/renewals/${exampleId}`,
  },
  claim: {
    claimId: exampleId,
    reference: 'C-4HX9TD',
    registrationId: exampleId,
    link: `${at}/earnings/claims/${exampleId}`,
  },
  statement: {
    statementId: exampleId,
    reference: 'S-9QV3RM',
    month: '2026-10',
    link: `${at}/earnings/statements/${exampleId}`,
  },
  dispute: {
    disputeId: exampleId,
    statementId: exampleId,
    reference: 'S-9QV3RM',
    link: `${at}/earnings/statements/${exampleId}`,
  },
}

const exampleOf = (type: WebhookTopic): PartnerWebhookEvent =>
  PartnerWebhookEvent.parse({ type, timestamp: '2026-11-18T15:04:05.000Z', data: examples[subjectOf(type)] })

function operation(topic: string, summary: string, description: string, schema: JsonSchema, example: unknown) {
  return {
    post: {
      operationId: topic,
      tags: ['Webhooks'],
      summary,
      description,
      security: [],
      parameters: Object.entries(headers).map(([name, words]) => ({
        name,
        in: 'header',
        required: true,
        description: words,
        schema: { type: 'string' },
      })),
      requestBody: { required: true, content: { 'application/json': { schema, example } } },
      responses: {
        '2XX': { description: 'Taken. Nothing of the reply is read.' },
        '410': { description: 'No more events: the webhook is turned off.' },
        '429': { description: 'Later: Retry-After is honoured.' },
        default: { description: 'Anything else, a redirect too, is tried again: eight times in about a day.' },
      },
    },
  }
}
