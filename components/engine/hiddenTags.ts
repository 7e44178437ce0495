import type * as pulumi from "@pulumi/pulumi";
import { laterParts } from "./knownParts";

/**
 * Options of a resource whose tags may hold a secret. The AWS provider shows a resource's tags in a second output, of which Pulumi does
 * not know what it repeats: it would stand in the state for everybody to read.
 */
export function hiddenTags(tags: unknown): Pick<pulumi.CustomResourceOptions, "additionalSecretOutputs"> {
  return laterParts(tags, "").length > 0 ? { additionalSecretOutputs: ["tagsAll"] } : {};
}
