import * as pulumi from "@pulumi/pulumi";
import { laterParts } from "./knownParts";

// The SDK keeps the tree of a program's resources, and does not declare it.

/**
 * The resources of a type that the program has, as far as it has run; undefined where nobody knows, since the program is in
 * another language.
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

/** The name by which the program made a resource. */
export function nameOf(resource: pulumi.Resource): string {
  return String(Reflect.get(resource, "__name"));
}

/** The URNs that a resource had before, by its own aliases and those of the components that it is in. */
export function formerUrns(resource: pulumi.Resource): pulumi.Output<pulumi.URN>[] {
  const parent = parentOf(resource);
  const aliases: unknown = Reflect.get(resource, "__aliases");
  const own = Array.isArray(aliases) ? aliases.map((urn: pulumi.Input<string>) => pulumi.output(urn)) : [];
  const inherited = parent ? formerUrns(parent).map((urn) => inheritedUrn(resource, parent, urn)) : [];
  return [...own, ...inherited];
}

/** What Pulumi takes for the former URN of a component's child, whose name may begin with that of the component. */
function inheritedUrn(child: pulumi.Resource, parent: pulumi.Resource, former: pulumi.Output<pulumi.URN>) {
  const [name, beginning] = [nameOf(child), nameOf(parent)];
  const formerName = name.startsWith(beginning)
    ? former.apply((urn) => nameIn(urn) + name.slice(beginning.length))
    : name;
  return pulumi.createUrn(formerName, String(typeOf(child)), former);
}

/** The name at the end of a URN. */
export function nameIn(urn: pulumi.URN): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

function typeOf(resource: pulumi.Resource): unknown {
  return Reflect.get(resource, "__pulumiType");
}

function parentOf(resource: pulumi.Resource): pulumi.Resource | undefined {
  const parent: unknown = Reflect.get(resource, "__parentResource");
  return pulumi.Resource.isInstance(parent) ? parent : undefined;
}

/** A resource, its parent, that one's parent, and so on. */
function lineOf(resource: pulumi.Resource): pulumi.Resource[] {
  const parent = parentOf(resource);
  return [resource, ...(parent ? lineOf(parent) : [])];
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
