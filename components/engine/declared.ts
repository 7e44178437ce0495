import * as pulumi from "@pulumi/pulumi";

/**
 * The resources of a type that the program has, as far as it has run; undefined where nobody knows, since the program is in
 * another language. The SDK keeps the tree of resources, and does not declare it.
 *
 * @param component - any resource of the program.
 */
export function declaredResources(component: pulumi.Resource, type: string): pulumi.Resource[] | undefined {
  const root = rootOf(component);
  if (typeOf(root) !== "pulumi:pulumi:Stack") return undefined;
  return descendantsOf(root).filter((resource) => typeOf(resource) === type);
}

function typeOf(resource: pulumi.Resource): unknown {
  return Reflect.get(resource, "__pulumiType");
}

function rootOf(resource: pulumi.Resource): pulumi.Resource {
  const parent: unknown = Reflect.get(resource, "__parentResource");
  return pulumi.Resource.isInstance(parent) ? rootOf(parent) : resource;
}

function descendantsOf(resource: pulumi.Resource): pulumi.Resource[] {
  const children: unknown = Reflect.get(resource, "__childResources");
  if (!(children instanceof Set)) return [];
  return [...children]
    .filter(pulumi.Resource.isInstance)
    .flatMap((child) => [child, ...descendantsOf(child)]);
}
