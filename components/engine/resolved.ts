import * as pulumi from "@pulumi/pulumi";

/**
 * A value with all that is in it known. Pulumi's own type for this, `pulumi.Unwrap`, gives up on types as deep as the
 * settings of a pool.
 */
export function resolved<T>(value: unknown): pulumi.Output<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what `pulumi.output` does, said once
  return pulumi.output(value) as pulumi.Output<T>;
}
