import { asRecord, recordOf } from "../../handlers/userPool/settings/values";
import { type ExistingPart, onlyClient } from "./existing";
import type { AdoptionProgram } from "./program";
import { SecretSetting, secretSettingsIn } from "./secretSetting";

const columns = 110;

/** The program as TypeScript. */
export function typeScript(program: AdoptionProgram): string {
  const { args, name, parts } = program;
  const isImporting = parts.length > 0;
  const all = recordOf(
    Object.entries({
      ...args,
      identityProviders: partsIn("identityProviders", parts),
      resourceServers: partsIn("resourceServers", parts),
      groups: partsIn("groups", parts),
      clients: partsIn("clients", parts),
      domain: parts.find((part) => part.argument === "domain")?.args,
    }),
  );
  const isConfigured = secretSettingsIn(all).length > 0;
  const existing = Object.fromEntries(parts.map(({ logicalName, importId }) => [logicalName, importId]));
  const client = onlyClient(parts);
  const options = isImporting ? `, { transformations: [importExisting] }` : "";
  return [
    ...(isImporting ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    'import { CustomUserPool } from "custom-user-pool";',
    "",
    ...(isImporting ? importing(existing, parts) : []),
    ...(isConfigured ? ["const config = new pulumi.Config();"] : []),
    `const pool = new CustomUserPool(${literal(name)}, ${literal(all)}${options});`,
    "",
    "export const { userPoolId, userPoolArn } = pool;",
    ...(client ? [`export const userPoolClientId = pool.client(${JSON.stringify(client.key)}).id;`] : []),
    "",
  ].join("\n");
}

/** The parts of one argument by their keys, without a name that the key says already. */
function partsIn(name: ExistingPart["argument"], parts: readonly ExistingPart[]): object | undefined {
  const own = parts.filter((part) => part.argument === name);
  const entries = own.map(({ args, key, named = "" }) => {
    const { [named]: given, ...rest } = args;
    return [key, given === undefined || given === key ? rest : args] as const;
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** What makes `pulumi up` take over what the pool has already, instead of making it a second time. */
function importing(existing: Readonly<Record<string, string>>, parts: readonly ExistingPart[]): string[] {
  const remarks = parts.flatMap(({ argument, key, remark }) =>
    remark === undefined ? [] : [`// ${argument}.${key}: ${remark}`],
  );
  return [
    "// What exists already is imported by the first `pulumi up`; after it these lines can go.",
    `const existing: Record<string, string> = ${literal(existing)};`,
    "const importExisting: pulumi.ResourceTransformation = ({ name, props, opts }) => ({",
    "  props,",
    "  opts: pulumi.mergeOptions(opts, { import: existing[name] }),",
    "});",
    ...remarks,
    "",
  ];
}

/** A value as TypeScript writes it: on one line where it fits. */
function literal(value: unknown, indent = ""): string {
  const flat = flatLiteral(value);
  if (indent.length + flat.length <= columns - 30 || !isNested(value)) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join("")}${indent}]`;
  }
  const lines = Object.entries(asRecord(value) ?? {}).map(
    ([name, member]) => `${inner}${property(name)}: ${literal(member, inner)},\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}

function flatLiteral(value: unknown): string {
  if (value instanceof SecretSetting) return `config.requireSecret(${JSON.stringify(value.name)})`;
  if (Array.isArray(value)) return `[${value.map(flatLiteral).join(", ")}]`;
  const record = asRecord(value);
  if (!record) return JSON.stringify(value);
  const members = Object.entries(record).map(([name, member]) => `${property(name)}: ${flatLiteral(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function property(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function isNested(value: unknown): boolean {
  return typeof value === "object" && value !== null && !(value instanceof SecretSetting);
}
