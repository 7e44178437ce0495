import type { PackageSpec } from "./packageSpec";
import { tokenOf } from "./types";

/** What a deployment does when an argument changes. */
const onChange: Readonly<Record<string, string>> = {
  settings: "in place; settings that Cognito fixes: refused",
  triggers: "in place",
  clients: "in place; changed key: another client",
  identityProviders: "in place; changed name or type: replaced",
  resourceServers: "in place; changed identifier: replaced",
  groups: "in place; changed name: replaced",
  domain: "replaced; the old one is deleted first",
  branding: "in place",
  logDelivery: "in place",
  webAclArn: "replaced",
  migrateFrom: "in place",
  deletionProtection: "in place",
  onDelete: "in place",
  onImmutableChange: "in place",
  replaceNonEmpty: "in place",
  forceDestroy: "in place",
  repairDrift: "in place",
  adoptUserPoolId: "refused",
  monitoring: "in place",
  handler: "refused",
  tags: "in place",
};

/** The arguments of a pool as a table in Markdown, with their descriptions. @throws Error if one has no description, or no entry in `onChange`. */
export function argumentsTable({ resources }: PackageSpec): string {
  const inputs = resources?.[tokenOf("CustomUserPool")]?.inputProperties ?? {};
  const unknown = Object.keys(onChange).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`There is no argument \`${unknown.join("`, `")}\` any more.`);
  const rows = Object.entries(inputs).map(([name, { description = "" }]) => {
    const change = onChange[name];
    if (change === undefined) throw new Error(`Say what a change of the argument \`${name}\` does.`);
    const [text = ""] = description.split(/(?<=\.)\s/);
    const preset = /\n\nDefault: ([^]*?)\.?$/.exec(description)?.[1] ?? "required";
    return `| \`${name}\` | ${text} | ${preset} | ${change} |`;
  });
  return ["| argument | what it is | default | on change |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
