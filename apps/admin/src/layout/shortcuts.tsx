import { Group, Kbd, Modal, Stack, Switch, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { pages } from '../paths.ts'
import { keysAreOff, turnKeysOff } from './keys.ts'

const everywhere: [string[], string][] = [
  [['Ctrl', 'K'], 'Find or do anything (⌘ K on a Mac)'],
  [['?'], 'Show these shortcuts'],
  [['g', 'n'], 'Go to your notifications'],
  ...pages.map((page): [string[], string] => [['g', page.keys], `Go to ${page.title.toLowerCase()}`]),
]
const lists: [string[], string][] = [
  [['/'], 'Find in this list'],
  [['j'], 'Next row'],
  [['k'], 'Row before'],
  [['Enter'], 'Open beside the list'],
  [['o'], 'Open as a page'],
  [['Esc'], 'Close the panel'],
]
const pair: [string[], string][] = [
  [['j'], 'Next pair'],
  [['k'], 'Pair before'],
  [['Esc'], 'Back to the list'],
]
const studio: [string[], string][] = [
  [['Ctrl', 'Space'], 'Suggest facts, operators, values'],
  [['Ctrl', 'F'], 'Search in the text'],
  [['Alt', 'Shift', 'F'], 'Format the text'],
  [['F8'], 'Next problem'],
  [['Esc', 'Tab'], 'Leave the editor'],
]

export function Shortcuts(props: { opened: boolean; onClose: () => void }) {
  const [off, setOff] = useState(keysAreOff)
  return (
    <Modal opened={props.opened} onClose={props.onClose} title="Shortcuts" size="lg">
      <Stack>
        <KeyTable title="Everywhere" rows={everywhere} />
        <KeyTable title="In lists" rows={lists} />
        <KeyTable title="On two records side by side" rows={pair} />
        <KeyTable title="In the policy editor" rows={studio} />
        <Switch
          label="Single keys are shortcuts"
          description="They never fire while you type in a field."
          checked={!off}
          onChange={(event) => {
            turnKeysOff(!event.currentTarget.checked)
            setOff(!event.currentTarget.checked)
          }}
        />
      </Stack>
    </Modal>
  )
}

function KeyTable(props: { title: string; rows: [string[], string][] }) {
  return (
    <Table captionSide="top" verticalSpacing={4}>
      <Table.Caption ta="left" fw={600}>
        {props.title}
      </Table.Caption>
      <Table.Tbody>
        {props.rows.map(([keys, text]) => (
          <Table.Tr key={text}>
            <Table.Th scope="row" w={150} fw={400}>
              <Group gap={4} wrap="nowrap">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </Group>
            </Table.Th>
            <Table.Td>
              <Text size="sm">{text}</Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
