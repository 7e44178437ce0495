import { KeyTable } from "./keyTable";

/**
 * In which groups each user is, in flat memory: six bytes for a membership and sixteen for a user that has one. A list is a chain
 * through two arrays that grow by doubling.
 */
export class Memberships {
  readonly #names: string[] = [];
  /** User name to the last link of its chain. */
  readonly #last = new KeyTable();
  #groups = new Uint16Array(1024);
  #before = new Uint32Array(1024);
  /** Link 0 ends each chain. */
  #links = 1;

  /** Begins the next group; its members follow. */
  group(name: string): void {
    this.#names.push(name);
  }

  member(username: string): void {
    if (this.#links === this.#groups.length) this.#grow();
    this.#groups[this.#links] = this.#names.length - 1;
    this.#before[this.#links] = this.#last.get(username) ?? 0;
    this.#last.set(username, this.#links);
    this.#links += 1;
  }

  /** The user's groups, in the order in which they were begun. */
  of(username: string): string[] {
    const names: string[] = [];
    for (let link = this.#last.get(username) ?? 0; link !== 0; link = this.#before[link] ?? 0)
      names.push(this.#names[this.#groups[link] ?? 0] ?? "");
    return names.toReversed();
  }

  #grow(): void {
    const groups = new Uint16Array(this.#groups.length * 2);
    const before = new Uint32Array(this.#before.length * 2);
    groups.set(this.#groups);
    before.set(this.#before);
    this.#groups = groups;
    this.#before = before;
  }
}
