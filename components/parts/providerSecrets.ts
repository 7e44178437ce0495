import * as pulumi from "@pulumi/pulumi";
import { secretDetails } from "../arguments/partRules";
import { isPlainObject } from "../engine/plainObject";
import type { IdentityProviderArgs } from "./partArgs";

type Details = IdentityProviderArgs["providerDetails"];

/** The providers with their secrets as secrets, so that Pulumi's state has them encrypted, wherever they come from. */
export function withSecrets(
  providers: Readonly<Record<string, IdentityProviderArgs>>,
): Record<string, IdentityProviderArgs> {
  return Object.fromEntries(
    Object.entries(providers).map(([name, provider]) => [
      name,
      { ...provider, providerDetails: secretly(provider.providerDetails) },
    ]),
  );
}

function secretly(details: Details): Details {
  if (!isPlainObject(details)) return pulumi.secret(details);
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      secretDetails.includes(key) ? pulumi.secret(value) : value,
    ]),
  );
}
