import * as pulumi from "@pulumi/pulumi";
import { childName } from "./names";
import { formerUrns, nameIn, nameOf } from "./resourceTree";

/**
 * Gives the children of a renamed component the names that they had before. Pulumi itself makes them of the component's old name
 * as it is, and so misses those whose component's name had to be shortened, or rid of characters that AWS does not take.
 */
export const keepFormerNames: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
  const { parent } = opts;
  if (parent === undefined) return undefined;
  const beginning = childName(nameOf(parent));
  if (!name.startsWith(`${beginning}-`)) return undefined;
  const end = name.slice(beginning.length);
  const aliases = formerUrns(parent).map((urn) => {
    const formerName = urn.apply((former) => childName(nameIn(former)) + end);
    return pulumi.createUrn(formerName, type, urn);
  });
  return aliases.length === 0 ? undefined : { props, opts: pulumi.mergeOptions(opts, { aliases }) };
};
