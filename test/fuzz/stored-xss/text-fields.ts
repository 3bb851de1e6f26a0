import type { Schema } from '../../isolation/sample.ts'
import type { Document } from '../malformed/malformed-requests.ts'

/** A place for text in a request's body: `registerDeal /account/name`. `shape` is what keeps free text out of it, if anything does. */
export type TextField = { operation: string; pointer: string; most: number; shape: string | null }

export const nameOf = ({ operation, pointer }: Pick<TextField, 'operation' | 'pointer'>) => `${operation} ${pointer}`

/** Every place of every body in the document where a string can stand. A map's keys are `<key>`, its values `*`. */
export function textFieldsOf(document: Document): TextField[] {
  const found = new Map<string, TextField>()
  const schemas = document.components.schemas
  const walk = (operation: string, schema: Schema & { propertyNames?: Schema }, pointer: string, above: string[]) => {
    if (schema.$ref) {
      const name = schema.$ref.split('/').at(-1)!
      if (!above.includes(name)) walk(operation, schemas[name]!, pointer, [...above, name])
      return
    }
    for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])])
      walk(operation, part, pointer, above)
    const texts = [schema.enum ?? [], schema.const ?? []].flat().some((each) => typeof each === 'string')
    if ([schema.type].flat().includes('string') || texts || isAnything(schema)) {
      const shape = texts ? 'one of a list' : (schema.format ?? (schema.pattern ? 'a pattern' : null))
      const field = { operation, pointer, most: schema.maxLength ?? Number.POSITIVE_INFINITY, shape }
      found.set(nameOf(field), field)
    }
    for (const [name, part] of Object.entries(schema.properties ?? {}))
      walk(operation, part, `${pointer}/${name}`, above)
    if (typeof schema.additionalProperties === 'object')
      walk(operation, schema.additionalProperties, `${pointer}/*`, above)
    if (schema.propertyNames) walk(operation, schema.propertyNames, `${pointer}/<key>`, above)
    if (schema.items) walk(operation, schema.items, `${pointer}/0`, above)
  }
  for (const methods of Object.values(document.paths))
    for (const { operationId, requestBody } of Object.values(methods))
      if (requestBody) walk(operationId, requestBody.content['application/json'].schema, '', [])
  return [...found.values()]
}

/** A schema that takes whatever comes takes text. */
const isAnything = (schema: Schema) =>
  !schema.type &&
  !schema.enum &&
  schema.const === undefined &&
  !schema.anyOf &&
  !schema.oneOf &&
  !schema.allOf &&
  !schema.properties

/** Why no payload is kept in a field that takes free text. That each is refused is tried. */
export const excuses: Record<string, string> = {
  'setPassword /token': 'a secret: looked up by its hash, and told nowhere',
  'setPassword /password': 'a password: kept as a hash, and told nowhere',
  'ownPassword /current': 'a password: compared, and told nowhere',
  'ownPassword /password': 'a password: kept as a hash, and told nowhere',
  'startSecondFactor /password': 'a password: compared, and told nowhere',
  'confirmSecondFactor /code': 'a code: compared, and told nowhere',
  'renewRecoveryCodes /password': 'a password: compared, and told nowhere',
  'renewRecoveryCodes /code': 'a code: compared, and told nowhere',
  'endSecondFactor /password': 'a password: compared, and told nowhere',
  'endSecondFactor /code': 'a code: compared, and told nowhere',
  'lookAtInvitation /token': 'a secret: looked up by its hash, and told nowhere',
  'acceptInvitation /token': 'a secret: looked up by its hash, and told nowhere',
  'acceptInvitation /password': 'a password: kept as a hash, and told nowhere',
  'reduceShare /rule': 'the id of a rule that decided, and any other is refused',
  'keepDutySeat /backupId': 'the id of a person, and any other is refused',
  'keepDutySeat /managerId': 'the id of a person, and any other is refused',
  'keepAnswerer /ownerId': 'the id of a person, and any other is refused',
  'backtestPolicy /cursor': 'a place in a list, made by the server',
}

/** Why what a field has taken is on no screen in its own words. */
export const neverShown: readonly { field: RegExp; why: string }[] = [
  { field: /^(precheck|lookUpAccount) /, why: 'asks, and keeps nothing' },
  { field: /\/domain$/, why: 'the host alone is kept' },
  {
    field: /^(saveView|changeView) \/filters/,
    why: 'goes into the address and the fields of the list that the view opens',
  },
  { field: /^saveView \/name$/, why: 'changed to another name, and that is seen' },
  { field: /^createDraft /, why: 'the same draft is saved anew, and that is seen' },
  { field: /\/<key>$/, why: 'a field’s name, which no form has' },
  {
    field: /^(importDeals|importCustomerPayments) |^a column in a file of deals$/,
    why: 'goes in row by row; what can’t be read of a row is seen',
  },
  { field: / of a call list$/, why: 'goes back in the file, of which a screen tells how many rows have which answer' },
  { field: /^(savePolicyDraft|checkPolicy|backtestPolicy) /, why: 'seen as the sentences of a draft' },
  { field: /^an example of a draft$/, why: 'runs when the draft is sound; examples are seen with the versions' },
]
