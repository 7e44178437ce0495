/** Whether `npm run test:long` runs: as many draws as the promises speak of. */
const isLong = process.env["LONG_TESTS"] === "true";

/** How often a property is drawn: the whole number in the long run, a part of it whenever all tests run. */
export function draws(whole: number, part: number): number {
  return isLong ? whole : part;
}
