import type { PackageSpec } from "./packageSpec";
import { tokenOf } from "./types";

/** What a deployment does when an argument is another one. */
const onChange: Readonly<Record<string, string>> = {
  settings: "in place; what Cognito fixes: refused",
  triggers: "in place",
  clients: "in place; another name: another client",
  identityProviders: "in place; another name or type: replaced",
  resourceServers: "in place; another identifier: replaced",
  groups: "in place; another name: replaced",
  domain: "replaced, the old one first",
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

/** The arguments of a pool as a table in Markdown, by their own descriptions. @throws Error where one has none, or no word about a change. */
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
