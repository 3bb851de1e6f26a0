/**
 * How many names have each key, of millions of keys: an open table of two numbers a key, 13 bytes or so each. Made once from
 * the database's count and asked without it.
 */
export class KeyCounts {
  readonly #keys: Int32Array
  readonly #names: Int32Array
  readonly #mask: number

  /** `blocks` hold a key and its names, four bytes each, the most telling byte first, as `int4send` writes them. */
  constructor(blocks: readonly Uint8Array[]) {
    const count = blocks.reduce((sum, { byteLength }) => sum + byteLength, 0) / bytesOfPair
    const slots = 2 ** Math.ceil(Math.log2(count * 1.5 + 2))
    this.#keys = new Int32Array(slots)
    this.#names = new Int32Array(slots)
    this.#mask = slots - 1
    for (const block of blocks) this.#add(block)
  }

  /** Null for a key that isn't among them. */
  namesWith(hash: number): number | null {
    let slot = hash & this.#mask
    for (; this.#names[slot] !== 0; slot = (slot + 1) & this.#mask) {
      if (this.#keys[slot] === hash) return this.#names[slot]!
    }
    return null
  }

  #add(block: Uint8Array) {
    const read = new DataView(block.buffer, block.byteOffset, block.byteLength)
    for (let at = 0; at < block.byteLength; at += bytesOfPair) {
      const hash = read.getInt32(at)
      let slot = hash & this.#mask
      while (this.#names[slot] !== 0) slot = (slot + 1) & this.#mask
      this.#keys[slot] = hash
      this.#names[slot] = read.getInt32(at + 4)
    }
  }
}

const bytesOfPair = 8
