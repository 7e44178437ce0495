import { closest, distance } from "fastest-levenshtein";

/** The known name that somebody most likely meant, if one is near enough. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const found = closest(
    name.toLowerCase(),
    known.map((one) => one.toLowerCase()),
  );
  const likely = distance(name.toLowerCase(), found) <= Math.max(2, name.length / 2);
  return likely ? known.find((one) => one.toLowerCase() === found) : undefined;
}
