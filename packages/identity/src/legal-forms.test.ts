import { describe, expect, it } from 'vitest'
import { profileName } from './name-profile.ts'

describe('the legal form goes, the name stays', () => {
  it.each([
    ['Müller & Söhne GmbH & Co. KG', 'muller sohne', 'gmbh'],
    ['Grupo Bimbo, S.A.B. de C.V.', 'grupo bimbo', 'sadecv'],
    ['Acme Sp. z o.o.', 'acme', 'spzoo'],
    ['Richter Gedeon Nyrt.', 'richter gedeon', 'rt'],
    ['Bolt Technology OÜ', 'bolt technology', 'ou'],
    ['PT Telkom Indonesia (Persero) Tbk', 'telkom indonesia', 'pt'],
    ['株式会社ノベル', 'noberu', 'kk'],
    ['ООО «Ромашка»', 'romashka', 'ooo'],
    ['宁夏路桥建设有限公司', 'ningxia xialu luqiao qiaojian jianshe', 'ltd'],
    ['Kraft Foods (Pty) Ltd', 'kraft foods', 'ltd'],
    ['A/S Storebælt', 'storebaelt', 'as'],
    ['Türk Telekomünikasyon A.Ş.', 'turk telekomunikasyon', 'as'],
    ['S.C. Johnson & Son, Inc.', 'sc johnson son', 'inc'],
    ['AG Insurance', 'ag insurance', null],
    ['AT&T Inc.', 'att', 'inc'],
    ['Limited', 'limited', null],
  ])('%s', (name, tokens, form) => {
    const profile = profileName(name)
    expect(profile.tokens.join(' ')).toBe(tokens)
    expect(profile.form).toBe(form)
  })
})
