import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import { sdkCognito } from "../../handlers/userPool/aws/cognito";
import type { ReadOnlyCognito } from "./livePool";

const keys = ["profile", "accessKey", "secretKey", "token"] as const;

/** What an AWS provider was given as its credentials. */
export type ProviderCredentials = { [Key in (typeof keys)[number]]?: string };

/** Programs with many pools read all at once, and Cognito takes some fifteen calls a second. */
const maxAttempts = 10;
const patienceMs = 40_000;

/**
 * The keys or the profile that the AWS provider was given. A role that it assumes cannot be seen from here.
 *
 * They are filled in as they become known, which they are when the provider's first resource is made. As outputs they
 * would make a secret of the template, and an unknown of it in previews, where a provider does not know what it was not
 * given.
 */
export function credentialsOf(provider: pulumi.ProviderResource | undefined): ProviderCredentials {
  const known: ProviderCredentials = {};
  const config = new pulumi.Config("aws");
  for (const key of keys) {
    if (Provider.isInstance(provider)) {
      provider[key].apply((value) => {
        known[key] = value;
      });
    } else {
      known[key] = config.get(key);
    }
  }
  return known;
}

/** Reads with these credentials, or else with those of the environment, as every tool of AWS does; no longer than `ms` milliseconds. */
export function readerFor(
  credentials: ProviderCredentials,
  region: string,
  ms: number = patienceMs,
): ReadOnlyCognito {
  const { profile, accessKey, secretKey, token } = credentials;
  const client = new CognitoIdentityProviderClient({
    region,
    maxAttempts,
    ...(profile && { profile }),
    ...(accessKey &&
      secretKey && {
        credentials: { accessKeyId: accessKey, secretAccessKey: secretKey, sessionToken: token },
      }),
  });
  return sdkCognito(client, AbortSignal.timeout(ms));
}
