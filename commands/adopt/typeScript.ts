import { asRecord, recordOf } from "../../handlers/userPool/settings/values";
import type { AdoptionProgram, ExistingPart } from "./program";

const columns = 110;

/** The program as TypeScript. */
export function typeScript(program: AdoptionProgram): string {
  const { args, name, parts } = program;
  const isImporting = parts.length > 0;
  const clients = parts.filter(({ argument }) => argument === "clients");
  const domain = parts.find(({ argument }) => argument === "domain");
  const all = recordOf(
    Object.entries({
      ...args,
      clients:
        clients.length > 0 ? Object.fromEntries(clients.map(({ key, args: own }) => [key, own])) : undefined,
      domain: domain?.args,
    }),
  );
  const existing = Object.fromEntries(parts.map(({ logicalName, importId }) => [logicalName, importId]));
  const options = isImporting ? `, { transformations: [importExisting] }` : "";
  return [
    ...(isImporting ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    'import { CustomUserPool } from "custom-user-pool";',
    "",
    ...(isImporting ? importing(existing, parts) : []),
    `const pool = new CustomUserPool(${literal(name)}, ${literal(all)}${options});`,
    "",
    "export const { userPoolId, userPoolArn } = pool;",
    "",
  ].join("\n");
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
  return typeof value === "object" && value !== null;
}
