import { ruleFaults } from "../../handlers/userPool/rules/rules";
import type { UserPoolSettings } from "../../handlers/userPool/settings/schema";

type Settings = Partial<UserPoolSettings>;

/** One rule, with an example of each side. */
export interface RuleRow {
  /** Where the fault is reported. */
  path: string;
  wrong: Settings;
  right: Settings;
  /** The message. */
  message: string;
}

/** Tests that what is wrong is reported, by this message alone, and that what is right is not. */
export function describeRules(name: string, rows: readonly RuleRow[]): void {
  const faultsOf = (settings: Settings) => ruleFaults({ ...settings }, "Settings");

  describe(name, () => {
    it.each(rows)("says: $message", ({ path, wrong, message }) => {
      const faults = faultsOf(wrong);

      expect(faults).toEqual([{ path: `Settings.${path}`, message }]);
    });

    it.each(rows)("is content with what is right beside: $message", ({ right }) => {
      const faults = faultsOf(right);

      expect(faults).toEqual([]);
    });
  });
}
