import { UserError } from "../../customResource/errors";
import { nearest } from "../settings/nearest";
import { type Shape, type StructureShape, settingsShape, type UserPoolSettings } from "../settings/schema";
import { asRecord, describeKind, describeValue, type Fault, unknownValue } from "../settings/values";
import { limitFaults } from "./limits";
import type { RuleContext } from "./rule";
import { ruleFaults } from "./rules";

export { type Fault, unknownValue } from "../settings/values";

export interface DecodeOptions extends RuleContext {
  /** What the settings are called in messages. Default: `Settings`, the name of the CloudFormation property. */
  root?: string;
}

/**
 * Reads settings by the SDK's schema, path by path: CloudFormation hands every scalar over as a string, so `"8"`
 * becomes a number where the API wants one, and `"true"` stays a string where it wants a string.
 *
 * @throws {@link UserError} with all faults at once.
 */
export function decodeSettings(input: unknown, options: DecodeOptions = {}): UserPoolSettings {
  const { decoded, faults } = inspect(input, options);
  if (faults.length > 0) throw faultsError(faults);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member was just checked against this type's own schema
  return decoded as UserPoolSettings;
}

/**
 * Everything that is wrong with the known part of the settings; empty when nothing is. Where `unknownValue` stands for what a
 * preview does not know yet, nothing is guessed.
 */
export function settingsFaults(input: unknown, options: DecodeOptions = {}): Fault[] {
  return inspect(input, options).faults;
}

/**
 * Reads what can be read of settings that were accepted once, such as those before an update; the rest is left out.
 */
export function decodeLeniently(input: unknown): Record<string, unknown> {
  return asRecord(knownPart(new Decoder().decode(settingsShape, input ?? {}, "Settings"))) ?? {};
}

/** Reads a part of the settings, such as `LambdaConfig`, by its own shape. @throws {@link UserError} */
export function decodePart(member: string, input: unknown): Record<string, unknown> {
  const decoder = new Decoder();
  const shape = settingsShape.members.get(member)?.() ?? { kind: "unsupported" };
  const decoded = asRecord(decoder.decode(shape, input, member)) ?? {};
  const part = { [member]: decoded };
  const faults = [...decoder.faults, ...limitFaults(part, ""), ...ruleFaults(part, "")];
  if (faults.length > 0) throw faultsError(faults);
  return decoded;
}

/** One error that lists every fault. */
export function faultsError(faults: readonly Fault[]): UserError {
  if (faults.length === 1) return new UserError(faults[0]?.message);
  const list = faults.map(({ message }) => `- ${message}`).join("\n");
  return new UserError(`${faults.length} settings of the user pool are wrong:\n${list}`);
}

/** What somebody may have meant by a name that is not known: the only one that it is a part of, the nearest, or one of all. */
export function nameHint(name: string, known: readonly string[]): string {
  const given = name.toLowerCase();
  const wholes = known.filter((one) => one.toLowerCase().includes(given));
  const meant = wholes.length === 1 ? wholes[0] : nearest(name, known);
  return meant === undefined ? `Known are ${known.join(", ")}.` : `Did you mean \`${meant}\`?`;
}

/** The same value without what is not known in it. */
function knownPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== unknownValue).map(knownPart);
  const record = asRecord(value);
  if (!record) return value === unknownValue ? undefined : value;
  return Object.fromEntries<unknown>(
    Object.entries(record).flatMap(([key, item]) => (item === unknownValue ? [] : [[key, knownPart(item)]])),
  );
}

function inspect(input: unknown, options: DecodeOptions): { decoded: unknown; faults: Fault[] } {
  const root = options.root ?? "Settings";
  const decoder = new Decoder();
  const decoded = asRecord(decoder.decode(settingsShape, input, root));
  const rules = decoded ? [...limitFaults(decoded, root), ...ruleFaults(decoded, root, options)] : [];
  return { decoded, faults: [...decoder.faults, ...rules] };
}

class Decoder {
  readonly faults: Fault[] = [];

  /** The typed value, with `unknownValue` where it is not known or there is a fault. */
  decode(shape: Shape, value: unknown, path: string): unknown {
    if (value === unknownValue) return unknownValue;
    switch (shape.kind) {
      case "structure":
        return this.#structure(shape, value, path);
      case "list":
        return this.#list(shape.element, value, path);
      case "map":
        return this.#map(shape.value, value, path);
      case "string":
        return typeof value === "string" ? value : this.#fault(path, "must be a string", value);
      case "boolean":
        return this.#boolean(value, path);
      case "number":
        return this.#number(value, path);
      case "unsupported":
        return this.#fault(path, "has a shape that this version cannot send", value);
    }
  }

  #structure(shape: StructureShape, value: unknown, path: string): unknown {
    const given = asRecord(value);
    if (!given) return this.#misplaced(path, "must be an object", value);
    const decoded: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(given)) {
      const member = shape.members.get(name);
      if (!member) this.#unknownName(shape, name, path);
      else if (item !== undefined) decoded[name] = this.decode(member(), item, `${path}.${name}`);
    }
    for (const name of shape.required) {
      if (given[name] !== undefined) continue;
      this.faults.push({
        path: `${path}.${name}`,
        message: `\`${path}.${name}\` is required and missing. Set it.`,
      });
    }
    return decoded;
  }

  #unknownName(shape: StructureShape, name: string, path: string): void {
    this.faults.push({
      path: `${path}.${name}`,
      message: `\`${path}.${name}\` is not a setting of Cognito's API. ${nameHint(name, [...shape.members.keys()])}`,
    });
  }

  #list(element: () => Shape, value: unknown, path: string): unknown {
    if (!Array.isArray(value)) return this.#misplaced(path, "must be a list", value);
    return value.map((item: unknown, index) => this.decode(element(), item, `${path}[${index}]`));
  }

  #map(element: () => Shape, value: unknown, path: string): unknown {
    const given = asRecord(value);
    if (!given) return this.#misplaced(path, "must be a map", value);
    const entries = Object.entries(given).filter(([, item]) => item !== undefined);
    return Object.fromEntries<unknown>(
      entries.map(([key, item]) => [key, this.decode(element(), item, `${path}.${key}`)]),
    );
  }

  #boolean(value: unknown, path: string): unknown {
    if (value === true || value === "true") return true;
    if (value === false || value === "false") return false;
    return this.#fault(path, "must be true or false", value);
  }

  #number(value: unknown, path: string): unknown {
    if (typeof value === "number" && Number.isFinite(value)) return value;
    if (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return Number(value);
    return this.#fault(path, "must be a number", value);
  }

  #fault(path: string, rule: string, value: unknown): typeof unknownValue {
    return this.#report(path, `${rule}, got ${describeValue(value)}`);
  }

  #misplaced(path: string, rule: string, value: unknown): typeof unknownValue {
    return this.#report(path, `${rule}, got ${describeKind(value)}`);
  }

  /** A faulty value counts as unknown, so that no rule complains about it a second time. */
  #report(path: string, rule: string): typeof unknownValue {
    this.faults.push({ path, message: `\`${path}\` ${rule}.` });
    return unknownValue;
  }
}
