import * as pulumi from "@pulumi/pulumi";
import { laterParts } from "./knownParts";

/**
 * The resources of a type that the program has, as far as it has run; undefined where nobody knows, since the program is in
 * another language. The SDK keeps the tree of resources, and does not declare it.
 *
 * @param component - any resource of the program.
 */
export function declaredResources(component: pulumi.Resource, type: string): pulumi.Resource[] | undefined {
  const root = lineOf(component).at(-1) ?? component;
  if (typeOf(root) !== "pulumi:pulumi:Stack") return undefined;
  return descendantsOf(root).filter((resource) => typeOf(resource) === type);
}

/** Whether a value comes from a resource that belongs to a component of this type, as far as its outputs say. */
export function comesFrom(type: string, value: unknown): boolean {
  const sources = laterParts(value, "").flatMap(({ source }) => resourcesOf(source));
  return sources.some((resource) => lineOf(resource).some((one) => typeOf(one) === type));
}

function typeOf(resource: pulumi.Resource): unknown {
  return Reflect.get(resource, "__pulumiType");
}

/** A resource, its parent, that one's parent, and so on. */
function lineOf(resource: pulumi.Resource): pulumi.Resource[] {
  const parent: unknown = Reflect.get(resource, "__parentResource");
  return [resource, ...(pulumi.Resource.isInstance(parent) ? lineOf(parent) : [])];
}

function descendantsOf(resource: pulumi.Resource): pulumi.Resource[] {
  const children = resourcesIn(Reflect.get(resource, "__childResources"));
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Those that an output depends on. The SDK keeps them with the output, and does not declare it. */
function resourcesOf(source: object): pulumi.Resource[] {
  if (!("resources" in source) || typeof source.resources !== "function") return [];
  return resourcesIn(Reflect.apply(source.resources, source, []));
}

function resourcesIn(value: unknown): pulumi.Resource[] {
  return value instanceof Set ? [...value].filter((one) => pulumi.Resource.isInstance(one)) : [];
}
