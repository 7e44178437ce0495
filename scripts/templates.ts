/** A template's package.json that asks for this version of custom-user-pool, where it asks for one at all. */
export function dependingOn(version: string, packageJson: string): string {
  return packageJson.replace(/("custom-user-pool": ")[^"]*/, (_, before: string) => `${before}${version}`);
}
