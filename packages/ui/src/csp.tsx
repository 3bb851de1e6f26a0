// The apps' content security policy allows no eval; zod would try it once. Import this before anything that holds schemas.
const held = globalThis as { __zod_globalConfig?: { jitless?: boolean } }
held.__zod_globalConfig = { ...held.__zod_globalConfig, jitless: true }
