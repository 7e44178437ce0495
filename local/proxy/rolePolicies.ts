import { isRecord } from "../../commands/support/records";
import { localPolicy } from "../provider/localPolicy";

/** Calls of IAM that register a policy of permissions, and those that read one. IAM takes forms and answers in XML. */
const WRITES = new Set([
  "CreatePolicy",
  "CreatePolicyVersion",
  "PutGroupPolicy",
  "PutRolePolicy",
  "PutUserPolicy",
]);
const READS = new Set(["GetGroupPolicy", "GetPolicyVersion", "GetRolePolicy", "GetUserPolicy"]);

/** Begins the `Id` of a policy that is registered otherwise than asked for; the asked one follows, in base64. */
const ORIGINAL = "custom-user-pool-original:";

/** A call of IAM that the emulator is sent instead of the client's. */
export interface ReplacedCall {
  body: string;
  /** Which policy lacks what, in words. */
  leftOut: string[];
}

/** What a call of IAM has to be for MiniStack to enforce its policy; undefined where that is the call itself. */
export function localCall(form: string, withoutAction?: string): ReplacedCall | undefined {
  const values = new URLSearchParams(form);
  const policy = values.get("PolicyDocument");
  if (policy === null || !WRITES.has(values.get("Action") ?? "") || !isPolicy(policy)) return undefined;
  const { document, leftOut } = localPolicy(policy, withoutAction);
  if (document === policy) return undefined;
  values.set("PolicyDocument", withOriginal(document, policy));
  const name = values.get("PolicyName") ?? values.get("PolicyArn") ?? "";
  return {
    body: values.toString(),
    leftOut: leftOut.map((what) => `role policy ${name} is registered without ${what}`),
  };
}

/** Whether the answer to a call of IAM shows a policy. */
export function readsPolicy(form: string): boolean {
  return READS.has(new URLSearchParams(form).get("Action") ?? "");
}

/** An answer of IAM with the policy that was asked for: otherwise a provider would find another one than its own. */
export function originalAnswer(xml: string): string {
  return xml.replaceAll(/(?<=<(?:Policy)?Document>)[^<]*/g, (encoded) => {
    const original = originalOf(decodeURIComponent(encoded));
    return original === undefined ? encoded : encodeURIComponent(original);
  });
}

function withOriginal(document: string, original: string): string {
  const Id = `${ORIGINAL}${Buffer.from(original).toString("base64")}`;
  return JSON.stringify({ ...recordOf(document), Id });
}

function originalOf(document: string): string | undefined {
  const id = isPolicy(document) ? recordOf(document)["Id"] : undefined;
  if (typeof id !== "string" || !id.startsWith(ORIGINAL)) return undefined;
  return Buffer.from(id.slice(ORIGINAL.length), "base64").toString();
}

/** IAM itself says what is wrong with a text that is none. */
function isPolicy(text: string): boolean {
  try {
    return isRecord(JSON.parse(text));
  } catch {
    return false;
  }
}

function recordOf(json: string): Record<string, unknown> {
  const value: unknown = JSON.parse(json);
  return isRecord(value) ? value : {};
}
