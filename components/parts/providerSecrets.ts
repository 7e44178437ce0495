import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../handlers/userPool/values";
import { asMembers, faultSaying } from "../argumentRules";
import type { IdentityProviderArgs } from "./partArgs";

type Providers = Readonly<Record<string, IdentityProviderArgs>>;
type Details = IdentityProviderArgs["providerDetails"];

/** The details of identity providers that nobody else may know. */
const secretDetails = ["client_secret", "private_key"];

/**
 * Details of identity providers that stand in the program for everyone to read. Looks at the arguments as they are given: a
 * secret is an output.
 */
export function plainSecretFaults(args: unknown): Fault[] {
  const providers = Object.entries(asMembers(asMembers(args)?.["identityProviders"]) ?? {});
  return providers.flatMap(([name, provider]) => {
    const details = asMembers(asMembers(provider)?.["providerDetails"]) ?? {};
    return secretDetails
      .filter((key) => typeof details[key] === "string")
      .flatMap((key) =>
        faultSaying(
          `identityProviders.${name}.providerDetails.${key}`,
          "must be a secret, got a plain string: give pulumi.secret(…), or config.requireSecret(…) of what " +
            "`pulumi config set --secret` knows.",
        ),
      );
  });
}

/** The providers with their secrets as secrets, so that Pulumi's state has them encrypted, wherever they come from. */
export function withSecrets(providers: Providers): Record<string, IdentityProviderArgs> {
  return Object.fromEntries(
    Object.entries(providers).map(([name, provider]) => [
      name,
      { ...provider, providerDetails: secretly(provider.providerDetails) },
    ]),
  );
}

function secretly(details: Details): Details {
  if (asMembers(details) === undefined) return pulumi.secret(details);
  return Object.fromEntries(
    Object.entries(details).map(([key, value]) => [
      key,
      secretDetails.includes(key) ? pulumi.secret(value) : value,
    ]),
  );
}
