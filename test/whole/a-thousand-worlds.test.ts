import { expect, it } from 'vitest'
import { playWorlds } from '../isolation/twins/worlds-at-once.ts'

const inOneDatabase = 50

it('CF-7: in a thousand generated worlds rivals are others, with other names and other deals, and no byte of what a partner receives differs', async () => {
  const { worlds, answers, differences } = await playWorlds(1_000, inOneDatabase, console.log)
  expect(worlds).toBe(1_000)
  console.log(
    `${worlds} worlds, ${answers} answers, e-mails and webhooks on each side, ${differences.length} differences`,
  )
  expect(differences).toEqual([])
})
