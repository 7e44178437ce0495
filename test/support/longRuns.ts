/** How often a random test is repeated: a little in every run of the tests, and often in `npm run test:long`. */
export function runs(usual: number, long: number): number {
  return process.env["LONG_RUNS"] ? long : usual;
}
