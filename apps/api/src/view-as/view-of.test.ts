import { describe, expect, it } from 'vitest'
import { viewCookie, viewIdIn } from './view-of.ts'

const id = '0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c41'
const https = 'https://parley.example'

describe('the cookie of a view', () => {
  it('is __Host- over https: for no other host, and by https only', () => {
    const set = viewCookie(https, id, 1800)
    expect(set).toBe(`__Host-parley.view_as=${id}; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure`)
    expect(viewIdIn(https, `a=b; ${set.split(';')[0]}`)).toBe(id)
    expect(viewIdIn(https, `parley.view_as=${id}`), 'which a neighbouring host could have set').toBeUndefined()
  })

  it('is a plain one where there is no https, and nothing else is read as one', () => {
    const [cookie] = viewCookie('http://localhost:3000', id, 0).split(';')
    expect(cookie).toBe(`parley.view_as=${id}`)
    expect(viewIdIn('http://localhost:3000', cookie!)).toBe(id)
    for (const other of ['', `xparley.view_as=${id}`, 'parley.view_as=not-an-id', `parley_view_as=${id}`])
      expect(viewIdIn('http://localhost:3000', other)).toBeUndefined()
  })
})
