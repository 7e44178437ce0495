import type * as pulumi from "@pulumi/pulumi";

/** A resource of which the program reads a few outputs only. */
export type Narrow<Made extends pulumi.CustomResource, Outputs extends keyof Made> = pulumi.CustomResource &
  Pick<Made, Outputs>;

/**
 * Options for a resource whose outputs are what it is given and what is named here: of everything else that its type
 * has, four dozen members of a Lambda function, Pulumi makes an output with some twenty promises each. The engine sees no
 * difference.
 *
 * Only for resources that no user gets to read, since the other members are `undefined` then; see {@link Narrow}.
 */
export function narrowTo(
  ...outputs: readonly string[]
): Pick<pulumi.CustomResourceOptions, "transformations"> {
  const narrow: pulumi.ResourceTransformation = ({ props, opts }) => {
    const entries = Object.entries<unknown>(props);
    const kept = entries.filter(([name, value]) => value !== undefined || outputs.includes(name));
    return { props: Object.fromEntries(kept), opts };
  };
  return { transformations: [narrow] };
}
