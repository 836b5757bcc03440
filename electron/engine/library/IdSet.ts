/** A set of row ids at one bit each: a million of them weigh 125 KB. Ids are whole numbers from 0, and close together. */
export class IdSet {
  #bits = new Uint8Array(1_024);

  /** False when it was in before. */
  add(id: number): boolean {
    if (this.has(id)) return false;
    const byte = id >>> 3;
    if (byte >= this.#bits.length) {
      const grown = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      grown.set(this.#bits);
      this.#bits = grown;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (id & 7));
    return true;
  }

  delete(id: number): void {
    if (this.has(id)) this.#bits[id >>> 3] = (this.#bits[id >>> 3] ?? 0) & ~(1 << (id & 7));
  }

  has(id: number): boolean {
    return ((this.#bits[id >>> 3] ?? 0) & (1 << (id & 7))) !== 0;
  }
}
