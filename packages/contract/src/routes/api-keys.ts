import * as k from '../api-keys.ts'
import { route } from '../route.ts'
import { byId } from './common.ts'

const p = { audience: 'partner', tag: 'Partner: team' } as const
const s = { audience: 'staff', tag: 'Staff: API keys' } as const

export const apiKeys = {
  listOwn: route({
    ...p,
    id: 'listPartnerApiKeys',
    method: 'get',
    path: '/partner/api-keys',
    summary: 'Your company’s API keys',
    response: k.ApiKeys,
    status: 200,
  }),
  createOwn: route({
    ...p,
    id: 'createPartnerApiKey',
    method: 'post',
    path: '/partner/api-keys',
    summary: 'Make an API key; the answer holds it, once',
    body: k.CreateApiKey,
    response: k.ApiKeyCreated,
    status: 201,
    creates: true,
  }),
  revokeOwn: route({
    ...p,
    id: 'revokePartnerApiKey',
    method: 'delete',
    path: '/partner/api-keys/{id}',
    summary: 'Revoke an API key, at once and for good',
    params: byId,
    response: k.ApiKey,
    status: 200,
  }),
  list: route({
    ...s,
    id: 'listApiKeys',
    method: 'get',
    path: '/staff/api-keys',
    summary: 'API keys of the vendor and of partners',
    response: k.ApiKeys,
    status: 200,
  }),
  create: route({
    ...s,
    id: 'createApiKey',
    method: 'post',
    path: '/staff/api-keys',
    summary: 'Make an API key of the vendor; the answer holds it, once',
    body: k.CreateApiKey,
    response: k.ApiKeyCreated,
    status: 201,
    creates: true,
  }),
  revoke: route({
    ...s,
    id: 'revokeApiKey',
    method: 'delete',
    path: '/staff/api-keys/{id}',
    summary: 'Revoke an API key, at once and for good',
    params: byId,
    response: k.ApiKey,
    status: 200,
  }),
}
