import { createHash, randomBytes } from "node:crypto";

const firstSlots = 1 << 12;

/**
 * A map from texts to whole numbers below 2³², in flat memory: of a text only 96 bits of its hash are kept, 16 bytes of memory at
 * a load of at most two thirds. That two of 1,000,000 texts have the same ones has a probability of 10⁻¹⁷, and nobody can look for
 * such texts, since each table hashes with a secret of its own.
 */
export class KeyTable {
  readonly #secret = randomBytes(16).toString("hex");
  #slots = firstSlots;
  /** Three words of the hash, then the value plus 1; 0 is an empty slot. */
  #words = new Uint32Array(firstSlots * 4);
  #size = 0;

  /** How many texts there are. */
  get size(): number {
    return this.#size;
  }

  has(text: string): boolean {
    return this.get(text) !== undefined;
  }

  get(text: string): number | undefined {
    const value = this.#words[this.#find(this.#hash(text)) + 3] ?? 0;
    return value === 0 ? undefined : value - 1;
  }

  set(text: string, value: number): void {
    if (this.#size * 3 > this.#slots * 2) this.#grow();
    this.#put(this.#hash(text), value + 1);
  }

  /** @returns whether the text was not there before. */
  add(text: string): boolean {
    const before = this.#size;
    if (!this.has(text)) this.set(text, 0);
    return this.#size > before;
  }

  #hash(text: string): Uint32Array {
    const digest = createHash("sha256").update(this.#secret).update(text).digest();
    return new Uint32Array([digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8)]);
  }

  /** Where in `#words` a hash is, or has to go. */
  #find(hash: Uint32Array): number {
    const words = this.#words;
    for (let slot = (hash[0] ?? 0) % this.#slots; ; slot = (slot + 1) % this.#slots) {
      const at = slot * 4;
      if (words[at + 3] === 0) return at;
      if (words[at] === hash[0] && words[at + 1] === hash[1] && words[at + 2] === hash[2]) return at;
    }
  }

  #put(hash: Uint32Array, stored: number): void {
    const at = this.#find(hash);
    if (this.#words[at + 3] === 0) this.#size += 1;
    this.#words.set(hash, at);
    this.#words[at + 3] = stored;
  }

  #grow(): void {
    const old = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * 4);
    this.#size = 0;
    for (let at = 0; at < old.length; at += 4) {
      const stored = old[at + 3] ?? 0;
      if (stored !== 0) this.#put(old.subarray(at, at + 3), stored);
    }
  }
}
