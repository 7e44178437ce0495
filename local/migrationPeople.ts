import type { ExpectedCounts } from "./migrationCommands";

/** How a user gets to the new pool. */
type Fate = "comes along" | "sets a password" | "verifies" | "is imported" | "is imported disabled" | "stays";

interface Kind {
  readonly name: string;
  readonly count: number;
  readonly fate: Fate;
}

export const KINDS: readonly Kind[] = [
  { name: "confirmed", count: 30, fate: "comes along" },
  { name: "away", count: 4, fate: "is imported" },
  { name: "invited", count: 3, fate: "sets a password" },
  { name: "to reset", count: 3, fate: "sets a password" },
  { name: "without a verified address", count: 3, fate: "verifies" },
  { name: "disabled", count: 4, fate: "is imported disabled" },
  { name: "unconfirmed", count: 3, fate: "stays" },
];

export interface Person {
  readonly kind: Kind;
  readonly phone: string;
  readonly email: string;
  readonly password: string;
}

export const PEOPLE: readonly Person[] = KINDS.flatMap((kind) =>
  Array.from({ length: kind.count }, () => kind),
).map((kind, index) => ({
  kind,
  phone: `+4915112345${100 + index}`,
  email: `user${index}@example.com`,
  password: `Old-Passw0rd-${index}!`,
}));

/** A group of the former pool; the unconfirmed are not among its members. */
export const GROUP = "staff";
export const MEMBERS = PEOPLE.filter(({ kind }, index) => index % 5 === 0 && kind.fate !== "stays");

export const of = (...fates: Fate[]) => PEOPLE.filter(({ kind }) => fates.includes(kind.fate));
export const IMPORTED = of("is imported", "is imported disabled");
const UNCONFIRMED = of("stays");
const MOVED_BEFORE = PEOPLE.length - IMPORTED.length - UNCONFIRMED.length;
export const MOVED = PEOPLE.length - UNCONFIRMED.length;

export const REST: ExpectedCounts = {
  status: { moved: MOVED_BEFORE, missing: PEOPLE.length - MOVED_BEFORE },
  export: { users: PEOPLE.length, groups: 1 },
  import: { created: IMPORTED.length, existed: MOVED_BEFORE, skipped: UNCONFIRMED.length, failed: 0 },
  groups: { groups: 1, memberships: MEMBERS.length, absent: 0 },
  compare: { same: MOVED, missing: UNCONFIRMED.length, different: 0, extra: 0 },
};

/** What a sign-in with the old password is answered. */
export const ANSWERS: Record<Fate, readonly string[]> = {
  "comes along": ["tokens"],
  // Cognito hides that a reset is needed where it hides who is a user.
  "sets a password": ["PasswordResetRequiredException", "NotAuthorizedException"],
  verifies: ["NotAuthorizedException"],
  "is imported": ["NotAuthorizedException"],
  "is imported disabled": ["NotAuthorizedException"],
  stays: ["NotAuthorizedException"],
};

/** With which password a user signs in at last, and what is answered. */
export function afterwards(person: Person): [password: string, expected: readonly string[]] {
  const { password, kind } = person;
  if (kind.fate === "stays" || kind.fate === "is imported disabled")
    return [password, ["NotAuthorizedException"]];
  const isNew = kind.fate === "sets a password" || kind.fate === "is imported";
  return [isNew ? newPassword(person) : password, ["tokens"]];
}

export function newPassword({ password }: Person): string {
  return `New-${password}`;
}
