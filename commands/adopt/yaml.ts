import { stringify } from "yaml";
import { asRecord, recordOf } from "../../handlers/userPool/settings/values";
import type { AdoptionProgram } from "./program";

/** The program as YAML: what exists already stands beside the component, since only there a YAML program can import it. */
export function yaml({ args, name, parts }: AdoptionProgram): string {
  const beside = parts.map(({ args: own, importId, key, type }): [string, object] => [
    key === "pool" ? "pool-client" : key,
    {
      type,
      properties: { ...literally(own), userPoolId: "${pool.userPoolId}" },
      // After the first `pulumi up` it can go.
      options: { import: importId },
    },
  ]);
  const program = {
    name,
    runtime: "yaml",
    resources: {
      pool: { type: "custom-user-pool:CustomUserPool", name, properties: literally(args) },
      ...Object.fromEntries(beside),
    },
    outputs: { userPoolId: "${pool.userPoolId}", userPoolArn: "${pool.userPoolArn}" },
  };
  return stringify(program, { lineWidth: 110 });
}

/** Texts as they are: Pulumi's YAML would read a place holder in them. */
function literally(value: object): object {
  return recordOf(Object.entries(value).map(([name, member]) => [name, escaped(member)]));
}

function escaped(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("${", () => "$${");
  if (Array.isArray(value)) return value.map(escaped);
  const record = asRecord(value);
  return record ? literally(record) : value;
}
