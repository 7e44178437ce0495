import * as pulumi from "@pulumi/pulumi";
import { secretDetails } from "../arguments/partRules";
import { mapped } from "../engine/mapped";
import { isPlainObject } from "../engine/plainObject";
import type { IdentityProviderArgs } from "./partArgs";

type Details = IdentityProviderArgs["providerDetails"];

/** The providers with their secrets as secrets, so that Pulumi's state has them encrypted, wherever they come from. */
export function withSecrets(
  providers: Readonly<Record<string, IdentityProviderArgs>>,
): Record<string, IdentityProviderArgs> {
  return mapped(providers, (provider) => ({
    ...provider,
    providerDetails: secretly(provider.providerDetails),
  }));
}

function secretly(details: Details): Details {
  if (!isPlainObject(details)) return pulumi.secret(details);
  return mapped(details, (value, key) => (secretDetails.includes(key) ? pulumi.secret(value) : value));
}
