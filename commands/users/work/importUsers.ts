import { statSync } from "node:fs";
import { inOrder } from "../data/inOrder";
import type { KeyTable } from "../data/keyTable";
import type { UserRecord } from "../data/records";
import { usersOf, whyNotOfFile } from "../data/scan";
import { importUser, type Maker, type Outcome } from "./importUser";
import { type Counts, Journal } from "./journal";

/** What is imported, and where it is noted. */
export interface ImportRun {
  readonly file: string;
  readonly journal: string;
  /** The options that make another import of it, in words. */
  readonly options: string;
  /** Which users of the file; all when left out. */
  readonly only?: (user: UserRecord) => boolean;
  /** By which key each user is the first of the file, from its scan. */
  readonly firsts: KeyTable;
  readonly maker: Maker;
  readonly report: (done: number) => void;
  /** Told of each user who was not made and should have been. */
  readonly problem: (line: number, user: UserRecord, reason: string) => void;
}

/** Makes the users of a file, one `AdminCreateUser` each. A run that was killed is taken up where it was. */
export async function importUsers(run: ImportRun): Promise<Readonly<Counts>> {
  const { file, maker, options, report, problem, only = () => true } = run;
  const of = { userPoolId: maker.pool.id, file, bytes: statSync(file).size, options };
  const journal = Journal.open(run.journal, of);
  report(journal.done);
  try {
    await inOrder(
      usersOf(file, journal.done),
      async ({ index, user }): Promise<Outcome | undefined> => {
        const reason = whyNotOfFile(user, index, { mapping: maker.mapping, firsts: run.firsts });
        if (reason !== undefined) return { outcome: "skipped", reason };
        if (!only(user)) return undefined;
        return importUser(user, maker, journal.begin(index, maker.now()));
      },
      ({ number, user }, result) => {
        if (result?.reason !== undefined) problem(number, user, result.reason);
        journal.finish(result?.outcome ?? "elsewhere");
        report(journal.done);
      },
    );
    return journal.counts;
  } finally {
    journal.close();
  }
}
