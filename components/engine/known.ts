import * as pulumi from "@pulumi/pulumi";
import { asRecord } from "../../handlers/userPool/settings/values";
import { knownCopy, laterParts, settle } from "./knownParts";

/**
 * What is known of an input, at any depth: `unknownValue` stands for whatever the deployment has yet to tell. Secrets are
 * told like any other value. It never waits for what does not come, as `apply` does, which runs nothing for an unknown.
 */
export async function knownOf(input: unknown): Promise<unknown> {
  if (laterParts(input, "").length === 0) return knownCopy(input);
  const { value } = await settle({ path: "", source: pulumi.output(input) });
  return knownCopy(value);
}

/** The paths below `path` at which an input is secret, such as `settings.SmsVerificationMessage` or `tags`. */
export async function secretPaths(input: unknown, path: string): Promise<string[]> {
  if (laterParts(input, path).length === 0) return [];
  if (pulumi.Output.isInstance(input)) {
    if (await pulumi.isSecret(input)) return [path];
    const { value } = await settle({ path, source: input });
    return await secretPaths(value, path);
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
