import { stringify } from "yaml";
import { asRecord, recordOf } from "../../handlers/userPool/settings/values";
import { onlyClient, uniqueKeys } from "./existing";
import type { AdoptionProgram } from "./program";
import { SecretSetting, secretSettingsIn } from "./secretSetting";

/** The program as YAML: what exists already stands beside the component, since only there a YAML program can import it. */
export function yaml({ args, name, parts }: AdoptionProgram): string {
  const secrets = parts.flatMap(({ args: own }) => secretSettingsIn(own));
  // Settings and resources share their names, and one is Pulumi's own.
  const taken = ["pool", "pulumi", ...secrets];
  const names = uniqueKeys([...taken, ...parts.map(({ key }) => key)], "part").slice(taken.length);
  const beside = parts.map(({ args: own, importId, type }, index): [string, object] => [
    names[index] ?? "",
    {
      type,
      properties: { ...literally(own), userPoolId: "${pool.userPoolId}" },
      // After the first `pulumi up` it can go.
      options: { import: importId },
    },
  ]);
  const client = onlyClient(parts);
  const settings = secrets.map((setting) => [setting, { type: "string", secret: true }] as const);
  const program = {
    name,
    runtime: "yaml",
    ...(settings.length > 0 && { config: recordOf(settings) }),
    resources: {
      pool: { type: "custom-user-pool:CustomUserPool", name, properties: literally(args) },
      ...Object.fromEntries(beside),
    },
    outputs: {
      userPoolId: "${pool.userPoolId}",
      userPoolArn: "${pool.userPoolArn}",
      ...(client && { userPoolClientId: `\${${names[parts.indexOf(client)]}.id}` }),
    },
  };
  const remarks = parts.flatMap(({ remark }, index) =>
    remark === undefined ? [] : [`# ${names[index]}: ${remark}\n`],
  );
  return `${remarks.join("")}${stringify(program, asPulumiReads)}`;
}

/** Pulumi knows no aliases, and its YAML takes the numbers of version 1.1, such as `1_000`, for numbers, too. */
const asPulumiReads = { aliasDuplicateObjects: false, compat: "yaml-1.1", lineWidth: 110 } as const;

/** Texts as they are: Pulumi's YAML would read a place holder in them. */
function literally(value: object): object {
  return recordOf(Object.entries(value).map(([name, member]) => [name, escaped(member)]));
}

function escaped(value: unknown): unknown {
  if (value instanceof SecretSetting) return `\${${value.name}}`;
  // Pulumi reads `$$` as `$` wherever it stands, and `${` as the start of a place holder.
  if (typeof value === "string") return value.replaceAll(/\$\$+|\$(?=\{)/g, (signs) => signs + signs);
  if (Array.isArray(value)) return value.map(escaped);
  const record = asRecord(value);
  return record ? literally(record) : value;
}
