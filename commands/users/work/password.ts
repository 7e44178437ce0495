import { randomInt } from "node:crypto";

const kinds = [
  "ABCDEFGHJKLMNPQRSTUVWXYZ",
  "abcdefghijkmnopqrstuvwxyz",
  "23456789",
  "^$*.[]{}()?!@#%&/,><:;|_~=",
];

/** A password that nobody knows or will guess, of all kinds of characters that a policy may ask for. */
export function unknownPassword(leastLength: number): string {
  const length = Math.max(32, leastLength);
  return Array.from({ length }, (_, index) => oneOf(kinds[index % kinds.length] ?? "")).join("");
}

const oneOf = (characters: string): string => characters.charAt(randomInt(characters.length));
