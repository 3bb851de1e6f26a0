import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes half a minute and more, longest first: begun last, one of them would keep one core busy and leave the other idle. */
const slow = [
  'everyone-can-use-the-console',
  'everyone-can-use-the-partner-app',
  'platform/start',
  'ten-thousand-accounts',
  'browser/hostile-names',
  'a-small-season',
  'isolation/ids',
  'nothing-typed-is-lost',
]

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = slow.findIndex((name) => moduleId.includes(name))
      return found < 0 ? slow.length : found
    }
    return (await super.sort(files)).sort((one, other) => place(one) - place(other))
  }
}
