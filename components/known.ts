import * as pulumi from "@pulumi/pulumi";
import { asRecord, unknownValue } from "../handlers/userPool/values";

/**
 * The part of an output that tells its value without waiting for one that never comes: `apply` does not run its function
 * for an unknown. The SDK keeps it out of its declarations, but all versions and languages' wire formats are built on it.
 */
interface Settling {
  readonly isKnown: Promise<boolean>;
  promise(withUnknowns: boolean): Promise<unknown>;
}

/**
 * What is known of an input, at any depth: `unknownValue` stands for whatever the deployment has yet to tell. Secrets are
 * told like any other value.
 */
export async function knownOf(input: unknown): Promise<unknown> {
  const output = settling(pulumi.output(input));
  const value = plain(await output.promise(true));
  return (await output.isKnown) || holdsUnknown(value) ? value : unknownValue;
}

/** Whether anything in a value that {@link knownOf} returned is unknown. */
function holdsUnknown(value: unknown): boolean {
  if (value === unknownValue) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return Object.values(asRecord(value) ?? {}).some(holdsUnknown);
}

/** The paths below `path` at which an input is secret, such as `settings.SmsVerificationMessage` or `tags`. */
export async function secretPaths(input: unknown, path: string): Promise<string[]> {
  if (pulumi.Output.isInstance(input)) {
    if (await pulumi.isSecret(input)) return [path];
    return await secretPaths(await settling(input).promise(true), path);
  }
  if (input instanceof Promise) return await secretPaths(await (input as Promise<unknown>), path);
  const found = await Promise.all(
    (await membersAt(input, path)).map(([place, member]) => secretPaths(member, place)),
  );
  return found.flat();
}

async function membersAt(value: unknown, path: string): Promise<[string, unknown][]> {
  if (pulumi.isUnknown(value) || pulumi.Resource.isInstance(value)) return [];
  if (!Array.isArray(value)) {
    return Object.entries(asRecord(value) ?? {}).map(([name, item]) => [`${path}.${name}`, item]);
  }
  const places = value.map(async (item: unknown, index): Promise<[string, unknown][]> => {
    const name = asRecord(await knownOf(item))?.["Name"];
    // Messages tell attributes of the schema by their names.
    const names = typeof name === "string" ? [name.replace(/^custom:/, "")] : [];
    return [index, ...names].map((key) => [`${path}[${key}]`, item]);
  });
  return (await Promise.all(places)).flat();
}

function plain(value: unknown): unknown {
  if (pulumi.isUnknown(value)) return unknownValue;
  if (Array.isArray(value)) return value.map(plain);
  const record = asRecord(value);
  if (!record) return value;
  return Object.fromEntries<unknown>(Object.entries(record).map(([name, item]) => [name, plain(item)]));
}

function settling(output: unknown): Settling {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- not in the SDK's declarations, see above
  return output as Settling;
}
