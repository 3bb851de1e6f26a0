type Entry = { at: number; order: number; deed: () => Promise<void> }

/** What is going to happen, in order of time; what is planned for one instant happens in the order in which it was planned. */
export class Diary {
  #heap: Entry[] = []
  #planned = 0

  plan(at: Date, deed: () => Promise<void>): void {
    const heap = this.#heap
    heap.push({ at: at.getTime(), order: this.#planned++, deed })
    for (let index = heap.length - 1; index > 0; ) {
      const parent = (index - 1) >> 1
      if (!before(heap[index]!, heap[parent]!)) return
      this.#swap(index, parent)
      index = parent
    }
  }

  /** Null when nothing is left. */
  next(): { at: Date; deed: () => Promise<void> } | null {
    const heap = this.#heap
    const [first] = heap
    if (!first) return null
    const last = heap.pop()!
    if (heap.length > 0) {
      heap[0] = last
      this.#sink()
    }
    return { at: new Date(first.at), deed: first.deed }
  }

  #sink(): void {
    const heap = this.#heap
    for (let index = 0; ; ) {
      const [left, right] = [2 * index + 1, 2 * index + 2]
      let least = index
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
      if (least === index) return
      this.#swap(index, least)
      index = least
    }
  }

  #swap(one: number, other: number): void {
    const heap = this.#heap
    ;[heap[one], heap[other]] = [heap[other]!, heap[one]!]
  }
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order)
