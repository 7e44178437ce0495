import { isRecord } from "../../commands/support/records";

const hashes = new WeakMap<object, string>();

/** Remembers the engine's hash of an archive that it has sent. */
export function rememberHash(archive: object, hash: unknown): void {
  if (typeof hash === "string") hashes.set(archive, hash);
}

/** The engine's hash of an archive, with its contents or without: state keeps the hash only. None comes with the embedded engine. */
export function hashOf(archive: unknown): string | undefined {
  if (typeof archive !== "object" || archive === null) return undefined;
  const hash = hashes.get(archive) ?? (isRecord(archive) ? archive["hash"] : undefined);
  return typeof hash === "string" && hash !== "" ? hash : undefined;
}
