import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { CommandError } from "../../commands/support/errors";
import { isRecord } from "../../commands/support/records";
import type { Config } from "./engine";

/** What Pulumi.yaml says about the program. */
export interface Project {
  name: string;
  /** The configuration keys and the type of each. */
  types: Record<string, string>;
  /** The defaults, written as `pulumi config set` takes them. */
  defaults: Config;
  /** The options of the language, such as `nodeargs`. */
  runtimeOptions: Record<string, unknown>;
}

/** Reads Pulumi.yaml. Pulumi's mock runtime does not, so the embedded engine needs the defaults. */
export async function readProject(folder: string): Promise<Project> {
  const project = recordIn(parse(await readFile(join(folder, "Pulumi.yaml"), "utf8")));
  const types: Record<string, string> = {};
  const defaults: Config = {};
  for (const [key, schema] of Object.entries(recordIn(project["config"]))) {
    if (!isRecord(schema)) continue;
    types[key] = typeof schema["type"] === "string" ? schema["type"] : "string";
    const value = schema["default"] ?? schema["value"];
    if (value !== undefined) defaults[key] = typeof value === "string" ? value : JSON.stringify(value);
  }
  const runtimeOptions = recordIn(recordIn(project["runtime"])["options"]);
  return { name: String(project["name"]), types, defaults, runtimeOptions };
}

function recordIn(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

/** Refuses a key that the program does not have, and a value of another type, before anything is started. */
export function checkConfig({ types }: Project, config: Config): void {
  for (const [key, value] of Object.entries(config)) {
    const type = types[key];
    if (type === undefined) {
      throw new CommandError(
        `\`${key}\` is no configuration key of the program. It has: ${Object.keys(types).join(", ")}.`,
      );
    }
    if (!fits(value, type)) {
      throw new CommandError(`Expected \`${key}\` to be a value of type ${type}, got \`${value}\`.`);
    }
  }
}

function fits(value: string, type: string): boolean {
  switch (type) {
    case "integer":
      return /^-?\d+$/.test(value);
    case "boolean":
      return value === "true" || value === "false";
    case "array":
      return isJsonArray(value);
    default:
      return true;
  }
}

function isJsonArray(value: string): boolean {
  try {
    return Array.isArray(JSON.parse(value));
  } catch {
    return false;
  }
}
