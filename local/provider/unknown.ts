/** The value of an output that a preview cannot know yet (`unknownValue` in `@pulumi/pulumi`'s runtime/rpc). */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN || (typeof value === "object" && value !== null && "__pulumiUnknown" in value);
}
