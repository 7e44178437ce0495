import { isRecord, text } from "../../commands/support/records";
import type { Inputs, PropertyRule, Props, ProviderContext } from "./resourceType";

/** Readers of checked inputs: `check` has seen the kinds, these tell the compiler. */
export function number(values: Inputs, property: string): number | undefined {
  const value = values[property];
  return typeof value === "number" ? value : undefined;
}

export function flag(values: Inputs, property: string): boolean | undefined {
  const value = values[property];
  return typeof value === "boolean" ? value : undefined;
}

export function texts(values: Inputs, property: string): string[] | undefined {
  const value = values[property];
  return Array.isArray(value) ? value.map(String) : undefined;
}

export function map(values: Inputs, property: string): Record<string, unknown> | undefined {
  const value = values[property];
  return isRecord(value) ? value : undefined;
}

export function textMap(values: Inputs, property: string): Record<string, string> | undefined {
  const value = map(values, property);
  return value && Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, String(entry)]));
}

/** The value of a property that `check` has required or filled. */
export function needed(values: Inputs, property: string): string {
  const value = text(values, property);
  if (value === undefined) throw new Error(`\`${property}\` is missing`);
  return value;
}

/** The two properties that an id is made of. */
export function pairOf(id: string, separator: string, [first, second]: readonly [string, string]): Props {
  const end = id.indexOf(separator);
  return { [first]: id.slice(0, end), [second]: id.slice(end + 1) };
}

/** `tagsAll` of the real provider: the provider's tags under the resource's own. */
export function allTags({ defaultTags }: ProviderContext, inputs: Inputs): Record<string, string> {
  return { ...defaultTags, ...textMap(inputs, "tags") };
}

/** What to set and what to remove, so that the tags become the new ones. */
export function tagChanges(
  olds: Props,
  tags: Record<string, string>,
): { set: Record<string, string>; remove: string[] } {
  const old = textMap(olds, "tagsAll") ?? {};
  return {
    set: Object.fromEntries(Object.entries(tags).filter(([key, value]) => old[key] !== value)),
    remove: Object.keys(old).filter((key) => !(key in tags)),
  };
}

/** Tags as IAM and CloudFormation take them. */
export function tagList(tags: Record<string, string>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The reverse of {@link tagList}. */
export function tagsOf(list: { Key?: string; Value?: string }[] | undefined): Record<string, string> {
  return Object.fromEntries((list ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** The `region` property of every regional resource: this provider serves one region. */
export function regionRule({ aws }: ProviderContext): PropertyRule {
  const refuse = (value: unknown) =>
    value === aws.region
      ? undefined
      : `Expected \`region\` to be \`${aws.region}\`: a local provider serves one. Give the resource a provider of that region.`;
  return { kind: "string", computed: true, replaces: true, refuse };
}
