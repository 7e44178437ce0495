import { stringify } from "yaml";
import { asRecord, recordOf } from "../../handlers/userPool/settings/values";
import { onlyClient, uniqueKeys } from "./existing";
import type { AdoptionProgram } from "./program";
import { SecretSetting, secretSettingsIn } from "./secretSetting";

/** The program as YAML: what exists already stands beside the component, since only there a YAML program can import it. */
export function yaml({ args, name, parts }: AdoptionProgram): string {
  const names = uniqueKeys(["pool", ...parts.map(({ key }) => key)], "part").slice(1);
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
  const settings = parts
    .flatMap(({ args: own }) => secretSettingsIn(own))
    .map((setting) => [setting, secretText] as const);
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
  return `${remarks.join("")}${stringify(program, { lineWidth: 110 })}`;
}

const secretText = { type: "string", secret: true };

/** Texts as they are: Pulumi's YAML would read a place holder in them. */
function literally(value: object): object {
  return recordOf(Object.entries(value).map(([name, member]) => [name, escaped(member)]));
}

function escaped(value: unknown): unknown {
  if (value instanceof SecretSetting) return `\${${value.name}}`;
  if (typeof value === "string") return value.replaceAll("${", () => "$${");
  if (Array.isArray(value)) return value.map(escaped);
  const record = asRecord(value);
  return record ? literally(record) : value;
}
