import type { UserPoolSettings } from "../settings/schema";
import { type Fault, unknownValue } from "../settings/values";
import { memberRules } from "./memberRules";
import { mfaRules } from "./mfaRules";
import type { RuleContext } from "./rule";
import { schemaRules } from "./schemaRules";
import { tierRules } from "./tierRules";

const rules = [...memberRules, ...mfaRules, ...tierRules, ...schemaRules];

/** Every broken rule of the settings. A rule that would need a value that is not known yet is left for later. */
export function ruleFaults(
  decoded: Record<string, unknown>,
  root: string,
  context: RuleContext = {},
): Fault[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- decoded by this type's own schema; rules tolerate gaps
  const settings = failingOnUnknown(decoded) as unknown as UserPoolSettings;
  return rules.flatMap(({ path, check }) => {
    const shown = [root, path].filter(Boolean).join(".");
    try {
      const message = check(settings, shown, context);
      return message === undefined ? [] : [{ path: shown, message }];
    } catch (error: unknown) {
      if (error instanceof UnknownValueError) return [];
      throw error;
    }
  });
}

class UnknownValueError extends Error {
  override readonly name = "UnknownValueError";
}

/** The same object, except that reading an unknown value in it throws. */
function failingOnUnknown<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (object, key, receiver) => {
      const value: unknown = Reflect.get(object, key, receiver);
      if (value === unknownValue) throw new UnknownValueError();
      return typeof value === "object" && value !== null ? failingOnUnknown(value) : value;
    },
  });
}
