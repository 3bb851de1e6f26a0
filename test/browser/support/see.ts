import { expect } from '@playwright/test'

/** Playwright's `expect`, which waits until a page shows what it should: as long as an action may take, because two browsers share the machine. */
export const see = expect.configure({ timeout: 20_000 })
