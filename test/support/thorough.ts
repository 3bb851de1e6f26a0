/** Whether `npm run test:long` runs: `npm test` has to end within minutes. */
export const thorough = process.env.PARLEY_THOROUGH === '1'

/** How many of `all` are tried: every one in the long run, one in five otherwise. */
export const share = (all: number) => (thorough ? all : Math.ceil(all / 5))
