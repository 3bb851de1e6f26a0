/** For each dimension the indexes that belong to the box: all their combinations do. */
export type Box = readonly (readonly number[])[]

export const mostCombinations = 2_000

/**
 * The combinations that `isIn` accepts, gathered into as large boxes as can be grown from each one that is not in a box yet.
 * `sizes` are those of the dimensions; asks once for each combination.
 */
export function boxesOf(sizes: readonly number[], isIn: (combination: readonly number[]) => boolean): Box[] {
  const all = combinationsOf(sizes.map((size) => [...new Array(size).keys()]))
  const members = new Set(all.filter(isIn).map(String))
  const left = new Set(members)
  const boxes: Box[] = []
  for (const combination of all) {
    if (!left.has(String(combination))) continue
    const box = grown(combination, sizes, members)
    for (const each of combinationsOf(box)) left.delete(String(each))
    boxes.push(box)
  }
  return boxes
}

function grown(seed: readonly number[], sizes: readonly number[], members: ReadonlySet<string>): Box {
  const box = seed.map((index) => [index])
  sizes.forEach((size, dimension) => {
    for (let index = 0; index < size; index++) {
      if (box[dimension]!.includes(index)) continue
      const slice = box.map((indexes, each) => (each === dimension ? [index] : indexes))
      if (combinationsOf(slice).every((each) => members.has(String(each)))) box[dimension]!.push(index)
    }
  })
  return box.map((indexes) => indexes.toSorted((a, b) => a - b))
}

function combinationsOf(choices: readonly (readonly number[])[]): number[][] {
  return choices.reduce<number[][]>(
    (combinations, indexes) => combinations.flatMap((each) => indexes.map((index) => [...each, index])),
    [[]],
  )
}
