import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { CommandError, unusable } from "../../support/errors";

/** What a run has done, by outcome. */
export type Counts = Record<string, number>;

/** For what a journal was begun; another file, pool or option needs another journal. */
export interface JournalOf {
  readonly userPoolId: string;
  readonly file: string;
  readonly bytes: number;
  readonly options: string;
}

interface Window {
  /** Users up to this one may have been tried. */
  readonly upTo: number;
  /** Since when, in milliseconds since the epoch. */
  readonly at: number;
}

type Entry = { begun: JournalOf } | { window: Window } | { done: number; counts: Counts };

/** How many users are announced at once before the first of them is tried. */
const windowUsers = 256;
/** After how many users it is noted how far the run is. */
const noteUsers = 64;

/**
 * How far a run over a file of users is, on disk, so that another one goes on after a kill: all users up to `done` are finished,
 * those up to the end of the last window may have been tried, and the others have not.
 */
export class Journal {
  readonly #file: number;
  #done = 0;
  #noted = 0;
  #upTo = 0;
  #counts: Counts = {};
  /** What an earlier run may have tried, and since when. */
  readonly #earlier: Window | undefined;

  private constructor(file: number, entries: readonly Entry[]) {
    this.#file = file;
    let window: Window | undefined;
    for (const entry of entries) {
      if ("window" in entry) window = earliest(window, entry.window, this.#done);
      if (!("done" in entry)) continue;
      this.#done = entry.done;
      this.#counts = { ...entry.counts };
    }
    this.#noted = this.#done;
    this.#upTo = window?.upTo ?? 0;
    this.#earlier = window;
  }

  /** @throws CommandError when the journal is another run's. */
  static open(path: string, of: JournalOf): Journal {
    try {
      return Journal.#open(path, of);
    } catch (error) {
      throw unusable(error, path, "The import notes there how far it is: say another `--journal`.");
    }
  }

  static #open(path: string, of: JournalOf): Journal {
    const text = existsSync(path) ? readFileSync(path, "utf8") : "";
    const end = text.lastIndexOf("\n") + 1;
    const entries = entriesOf(text.slice(0, end), path);
    const begun = entries.find((entry) => "begun" in entry)?.begun;
    if (begun !== undefined && JSON.stringify(begun) !== JSON.stringify(of))
      throw new CommandError(
        `\`${path}\` is the journal of another run (of ${begun.file}, ${begun.bytes} bytes, into ${begun.userPoolId}, ${begun.options}). Repeat that one to end it, or remove the journal to begin anew: users who are there already are left alone then.`,
      );
    const file = openSync(path, existsSync(path) ? "r+" : "w+", 0o600);
    // A last line that a kill has cut off.
    ftruncateSync(file, Buffer.byteLength(text.slice(0, end)));
    const journal = new Journal(file, entries);
    journal.#position = Buffer.byteLength(text.slice(0, end));
    if (begun === undefined) journal.#write({ begun: of }, true);
    return journal;
  }

  #position = 0;

  /** How many users are finished, from the first on. */
  get done(): number {
    return this.#done;
  }

  get counts(): Readonly<Counts> {
    return this.#counts;
  }

  /** Announces that user `index`, from 0, is going to be tried; says since when an earlier run may have tried it. */
  begin(index: number, now: number): number | undefined {
    if (index >= this.#upTo) {
      this.#upTo = index + windowUsers;
      this.#write({ window: { upTo: this.#upTo, at: now } }, true);
    }
    return this.#earlier !== undefined && index < this.#earlier.upTo ? this.#earlier.at : undefined;
  }

  /** The next user is finished. */
  finish(outcome: string): void {
    this.#done += 1;
    this.#counts[outcome] = (this.#counts[outcome] ?? 0) + 1;
    if (this.#done - this.#noted >= noteUsers) this.note();
  }

  /** Notes how far the run is. */
  note(): void {
    if (this.#done === this.#noted) return;
    this.#noted = this.#done;
    this.#write({ done: this.#done, counts: this.#counts }, false);
  }

  close(): void {
    this.note();
    closeSync(this.#file);
  }

  #write(entry: Entry, isUrgent: boolean): void {
    const bytes = Buffer.from(`${JSON.stringify(entry)}\n`);
    writeSync(this.#file, bytes, 0, bytes.length, this.#position);
    this.#position += bytes.length;
    // A window has to be on the disk before a user of it is made; how far the run is may be noted late.
    if (isUrgent) fsyncSync(this.#file);
  }
}

function entriesOf(text: string, path: string): Entry[] {
  const lines = text.split("\n").filter((line) => line !== "");
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else writes a journal
    return lines.map((line) => JSON.parse(line) as Entry);
  } catch (cause) {
    throw new CommandError(`\`${path}\` is no journal of an import. Say another \`--journal\`.`, { cause });
  }
}

/** The window that holds all that may be unfinished: a run that was killed twice may have left two. */
function earliest(before: Window | undefined, next: Window, done: number): Window {
  const isOver = before === undefined || before.upTo <= done;
  return { upTo: next.upTo, at: isOver ? next.at : before.at };
}
