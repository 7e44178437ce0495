import { asRecord } from "../../handlers/userPool/settings/values";

/** What stands in a message for a secret, as in Pulumi's own. */
export const hidden = "[secret]";

/** A copy of a value that may be shown: each secret in it is {@link hidden}, and nothing else is. */
export function withoutSecrets(value: unknown, path: string, secrets: readonly string[]): unknown {
  if (isSecretAt(path, secrets)) return value === undefined ? undefined : hidden;
  if (!secrets.some((secret) => isBelow(secret, path))) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) => withoutSecrets(item, `${path}[${index}]`, secrets));
  }
  const record = asRecord(value);
  if (!record) return value;
  return Object.fromEntries<unknown>(
    Object.entries(record).map(([name, item]) => [name, withoutSecrets(item, `${path}.${name}`, secrets)]),
  );
}

/** Whether what stands at this path is a secret, or part of one. */
export function isSecretAt(path: string, secrets: readonly string[]): boolean {
  return secrets.some((secret) => path === secret || isBelow(path, secret));
}

function isBelow(path: string, ancestor: string): boolean {
  return path.startsWith(`${ancestor}.`) || path.startsWith(`${ancestor}[`);
}
