import { CommandError } from "../../support/errors";
import { KeyTable } from "./keyTable";
import { type Mapping, whyNot } from "./mapping";
import { readExport, type UserRecord } from "./records";

/** What a file of users holds, before anything is done with it. */
export interface Scan {
  readonly users: number;
  /** How many would be made, and for each reason, how many not. */
  readonly importable: number;
  readonly reasons: Readonly<Record<string, number>>;
  /** By which key of the new pool each user is the first of the file. */
  readonly firsts: KeyTable;
}

/** Why the second of two users who would be one in the new pool is not made. */
const isSecond = "an earlier user of the file has the same name in the new pool";

/** Why a user of the file, at this place from 0, is not made in the new pool; undefined when it is. */
export function whyNotOfFile(
  user: UserRecord,
  index: number,
  { mapping, firsts }: { readonly mapping: Mapping; readonly firsts: KeyTable },
): string | undefined {
  const reason = whyNot(user, mapping);
  if (reason !== undefined) return reason;
  const key = mapping.oldKey(user) ?? "";
  return (firsts.get(key) ?? index) === index ? undefined : isSecond;
}

/** How many users with faults are shown. */
const shown = 20;

/**
 * Reads a file of users to its end before the first request.
 *
 * @throws CommandError with all attributes that the new pool does not know, and the first twenty users that `check` refuses.
 */
export async function scan(
  file: string,
  mapping: Mapping,
  check: (user: UserRecord) => string | undefined,
): Promise<Scan> {
  const firsts = new KeyTable();
  const reasons: Record<string, number> = {};
  const unknown = new Map<string, number>();
  const faults: string[] = [];
  let users = 0;
  for await (const { index, number, user } of usersOf(file)) {
    users += 1;
    const reason = whyNotOfFile(user, index, { mapping, firsts });
    if (reason !== undefined) {
      reasons[reason] = (reasons[reason] ?? 0) + 1;
      continue;
    }
    firsts.set(mapping.oldKey(user) ?? "", index);
    for (const name of mapping.unknownAttributes(user)) unknown.set(name, unknown.get(name) ?? number);
    const fault = faults.length < shown ? check(user) : undefined;
    if (fault !== undefined) faults.push(`Line ${number} of \`${file}\`: ${fault}.`);
  }
  const all = [...[...unknown].map((one) => unknownFault(one, file)), ...faults];
  if (all.length > 0) throw new CommandError(all.join("\n"));
  const left = Object.values(reasons).reduce((sum, count) => sum + count, 0);
  return { users, importable: users - left, reasons, firsts };
}

function unknownFault([name, number]: readonly [string, number], file: string): string {
  return `The new pool has no attribute \`${name}\` (line ${number} of \`${file}\`): add it to the pool's \`Schema\`, or say \`--attribute ${name}=NEW\` or \`--drop ${name}\`.`;
}

/** The users of a file, with their places from 0; `from` is the first that is given. */
export async function* usersOf(
  file: string,
  from = 0,
): AsyncGenerator<{ index: number; number: number; user: UserRecord }> {
  let index = 0;
  for await (const { number, line } of readExport(file)) {
    if (!("user" in line)) continue;
    if (index >= from) yield { index, number, user: line.user };
    index += 1;
  }
}
