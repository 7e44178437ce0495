import * as pulumi from "@pulumi/pulumi";
import { laterParts } from "./knownParts";

/** Whether a value comes from a resource that belongs to a component of this type, as far as its outputs say. */
export function comesFrom(type: string, value: unknown): boolean {
  return laterParts(value, "").some(({ source }) => resourcesOf(source).some((one) => belongsTo(type, one)));
}

/** The SDK keeps them with the output, and does not declare it. */
function resourcesOf(source: object): pulumi.Resource[] {
  if (!("resources" in source) || typeof source.resources !== "function") return [];
  const resources: unknown = Reflect.apply(source.resources, source, []);
  return resources instanceof Set ? [...resources].filter((one) => pulumi.Resource.isInstance(one)) : [];
}

function belongsTo(type: string, resource: pulumi.Resource): boolean {
  if (Reflect.get(resource, "__pulumiType") === type) return true;
  const parent: unknown = Reflect.get(resource, "__parentResource");
  return pulumi.Resource.isInstance(parent) && belongsTo(type, parent);
}
