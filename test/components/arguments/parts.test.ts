import * as pulumi from "@pulumi/pulumi";
import { newPoolFaults } from "../../../components/arguments/partRelations";
import { plainSecretFaults } from "../../../components/arguments/partRules";
import { poolFaults } from "../../../components/arguments/poolRules";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import { unknownValue } from "../../../handlers/userPool/settings/values";
import { record } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const settings = { PoolName: "members", Schema: [{ Name: "plan", AttributeDataType: "String" }] };
const google = { providerType: "Google", providerDetails: { client_id: "a", client_secret: unknownValue } };
const scope = { scopeName: "read", scopeDescription: "Read" };
const orders = { identifier: "orders", scopes: [scope] };

/** A message as a whole, or what it has to match. */
function pattern(says: string | RegExp): RegExp {
  return typeof says === "string"
    ? new RegExp(`^${says.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}$`)
    : says;
}

/** What is wrong with a pool that has these arguments. */
function faultsOf(args: object): string[] {
  return poolFaults({ settings, ...args }).map(({ message }) => message);
}

test("has nothing against parts that fit together", () => {
  const attributeMapping = {
    email: "email",
    username: "sub",
    "custom:plan": "plan",
    email_verified: "verified",
  };
  const faults = faultsOf({
    identityProviders: {
      Google: { ...google, attributeMapping },
      corp: {
        providerType: "SAML",
        providerDetails: { MetadataURL: "https://a" },
        idpIdentifiers: ["corp.com"],
      },
      partner: { providerType: "OIDC", providerDetails: { client_id: "a", oidc_issuer: "https://b" } },
    },
    resourceServers: { orders },
    groups: { admins: { precedence: 0, description: "may all" } },
    clients: {
      web: {
        supportedIdentityProviders: ["COGNITO", "Google", "corp", unknownValue],
        allowedOauthScopes: ["openid", "aws.cognito.signin.user.admin", "orders/read"],
        readAttributes: ["email", "phone_number_verified", "identities", "custom:plan"],
        writeAttributes: ["name"],
      },
      job: { generateSecret: true, allowedOauthFlows: ["client_credentials"] },
    },
  });

  expect(faults).toEqual([]);
});

test.each([
  {
    args: { identityProviders: { Google: { ...google, providerDetail: {} } } },
    says: "`identityProviders.Google.providerDetail` is not an argument. Did you mean `providerDetails`?",
  },
  {
    args: { identityProviders: { Google: { providerType: "Google" } } },
    says: "`identityProviders.Google.providerDetails` is required and missing. Set it.",
  },
  {
    args: { identityProviders: { Google: { ...google, providerType: "Googel" } } },
    says: /^`identityProviders.Google.providerType` must be one of .*"Google".*, got "Googel"\.$/,
  },
  {
    args: { identityProviders: { Google: { ...google, providerDetails: { client_id: "a" } } } },
    says: "`identityProviders.Google.providerDetails.client_secret` is required for Google and missing. Set it.",
  },
  {
    args: { identityProviders: { corp: { providerType: "SAML", providerDetails: {} } } },
    says: "`identityProviders.corp.providerDetails` must have `MetadataURL` or `MetadataFile` for SAML. Set one of them.",
  },
  {
    args: { identityProviders: { google: google } },
    says: "`identityProviders.google` must be called Google, as its type is: Cognito has no other name for it.",
  },
  {
    args: { identityProviders: { web: { ...google, providerName: "Goggle" } } },
    says: "`identityProviders.web.providerName` must be called Google, as its type is: Cognito has no other name for it.",
  },
  {
    args: { identityProviders: { Google: google, google2: { ...google, providerName: "Google" } } },
    says: '`identityProviders.google2` is "Google", as `identityProviders.Google` is: each may be there once.',
  },
  {
    args: { identityProviders: { my_idp: { providerType: "SAML", providerDetails: { MetadataURL: "a" } } } },
    says: "`identityProviders.my_idp.providerName` must have at least three characters, none of them white space or `_`.",
  },
  {
    args: { identityProviders: { Google: { ...google, idpIdentifiers: ["a/b"] } } },
    says: "`identityProviders.Google.idpIdentifiers[0]` must consist of letters, digits, white space and `_+=.@-`.",
  },
  {
    args: { identityProviders: { Google: { ...google, attributeMapping: { plan: "plan" } } } },
    says: '`identityProviders.Google.attributeMapping.plan` names "plan". Did you mean `custom:plan`?',
  },
  {
    args: { resourceServers: { orders: { scopes: [] } } },
    says: "`resourceServers.orders.identifier` is required and missing. Set it.",
  },
  {
    args: { resourceServers: { orders: { ...orders, scopes: [scope, scope] } } },
    says: '`resourceServers.orders.scopes[1].scopeName` is "read", as `resourceServers.orders.scopes[0].scopeName` is: each may be there once.',
  },
  {
    args: { resourceServers: { orders: { ...orders, scopes: [{ ...scope, scopeName: "a/b" }] } } },
    says: "`resourceServers.orders.scopes[0].scopeName` must consist of visible ASCII characters, without quotation marks, slashes and backslashes.",
  },
  {
    args: { resourceServers: { orders: { ...orders, scopes: [{ scopeName: "read", description: "a" }] } } },
    says: /^`resourceServers.orders.scopes\[0\].description` is not an argument\. Did you mean `scopeDescription`\?\n`resourceServers.orders.scopes\[0\].scopeDescription` is required/,
  },
  {
    args: { resourceServers: { orders, other: orders } },
    says: '`resourceServers.other.identifier` is "orders", as `resourceServers.orders.identifier` is: each may be there once.',
  },
  {
    args: { groups: { "two words": {} } },
    says: "`groups.two words.name` must consist of letters, digits and signs, without white space.",
  },
  {
    args: { groups: { admins: { precedence: -1 } } },
    says: "`groups.admins.precedence` must be at least 0, got -1.",
  },
  { args: { groups: { admins: { precedense: 1 } } }, says: /Did you mean `precedence`\?$/ },
  {
    args: { groups: { a: { name: "b" }, b: {} } },
    says: '`groups.b` is "b", as `groups.a` is: each may be there once.',
  },
  { args: { groups: { admins: undefined } }, says: /^`groups.admins` is required and missing/ },
  {
    args: {
      identityProviders: { Google: google },
      clients: { web: { supportedIdentityProviders: ["Gogle"] } },
    },
    says:
      '`clients.web.supportedIdentityProviders[0]` names "Gogle", which the pool does not have. Did you mean `Google`? ' +
      'Or declare "Gogle" in `identityProviders`, for which clients wait.',
  },
  {
    args: {
      resourceServers: { orders },
      clients: { web: { allowedOauthScopes: ["openid", "orders/write"] } },
    },
    says: /^`clients.web.allowedOauthScopes\[1\]` names "orders\/write", which the pool does not have\. .*`resourceServers`/,
  },
  {
    args: { clients: { web: { readAttributes: ["plan"] } } },
    says: '`clients.web.readAttributes[0]` names "plan". Did you mean `custom:plan`?',
  },
  {
    args: { clients: { web: { writeAttributes: ["custom:paln"] } } },
    says: '`clients.web.writeAttributes[0]` names "custom:paln", which the pool does not have. Declare it in `settings.Schema`, which has custom:plan.',
  },
  {
    args: { clients: { web: { readAttributes: ["nick"] } } },
    says: '`clients.web.readAttributes[0]` names "nick", which the pool does not have. It is no standard attribute, and the names of others begin with `custom:`.',
  },
  {
    args: { clients: { web: {} }, branding: { wep: {} } },
    says: "`branding.wep` is for a client of this name, which `clients` has not. Did you mean `web`?",
  },
  {
    args: { branding: { web: {} } },
    says: "`branding.web` is for a client of this name, and `clients` has none.",
  },
  {
    args: { clients: { web: {} }, branding: { web: { useCognitoValues: true } } },
    says: "`branding.web.useCognitoValues` is not an argument. Did you mean `useCognitoProvidedValues`?",
  },
  {
    args: { logDelivery: { logConfigurations: [{ eventSource: "userNotifications", logLevel: "ERROR" }] } },
    says: /^`logDelivery.logConfigurations\[0\].eventSource` must be one of "userAuthEvents", "userNotification", got/,
  },
  {
    args: { webAclArn: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/a/b" },
    says: /^`webAclArn` must be the ARN of a regional web ACL of AWS WAF, got/,
  },
  {
    args: { clients: { job: { allowedOauthFlows: ["client_credentials"] } } },
    says: '`clients.job.generateSecret` must be true for "client_credentials", by which a client proves itself.',
  },
  {
    args: { clients: { job: { generateSecret: true, allowedOauthFlows: ["code", "client_credentials"] } } },
    says: '`clients.job.allowedOauthFlows` has "client_credentials" beside "code": machines and people need a client each.',
  },
])("refuses what cannot work: $says", ({ args, says }) => {
  const said = faultsOf(args).join("\n");

  expect(said).toMatch(pattern(says));
});

describe("what the program does not know for sure is not refused:", () => {
  const web = {
    supportedIdentityProviders: ["Corp"],
    allowedOauthScopes: ["orders/read"],
    readAttributes: ["custom:level"],
  };
  const clients = { web };
  const declared = {
    identityProviders: { Google: google },
    resourceServers: { other: { ...orders, identifier: "x" } },
  };

  it("what an adopted pool may have", () => {
    expect(faultsOf({ ...declared, clients, adoptUserPoolId: "eu-west-1_AbCdEfGhI" })).toEqual([]);
    expect(faultsOf({ ...declared, clients, adoptUserPoolId: unknownValue })).toEqual([]);
  });

  it("names that are known later", () => {
    expect(
      faultsOf({
        settings: { PoolName: "members", Schema: [{ Name: unknownValue, AttributeDataType: "String" }] },
        identityProviders: {
          Google: google,
          other: {
            ...google,
            providerType: "OIDC",
            providerName: unknownValue,
            providerDetails: unknownValue,
          },
        },
        resourceServers: { orders: { identifier: unknownValue } },
        clients,
      }),
    ).toEqual([]);
  });

  it("parts that may be made elsewhere, once the pool is there", () => {
    expect(faultsOf({ clients: { web: { ...web, readAttributes: [] } } })).toEqual([]);
  });
});

test("refuses of a pool that is about to be made what its clients name and nothing declares", () => {
  const clients = {
    web: { supportedIdentityProviders: ["COGNITO", "Google"], allowedOauthScopes: ["api/read"] },
  };
  const messages = newPoolFaults({ settings, clients }).map(({ message }) => message);

  expect(messages).toEqual([
    expect.stringContaining('names "Google", which the pool does not have.'),
    expect.stringContaining('names "api/read", which the pool does not have.'),
  ]);
  expect(newPoolFaults({ settings, clients, adoptUserPoolId: "eu-west-1_AbCdEfGhI" })).toEqual([]);
});

test.each(["client_secret", "private_key"])("refuses a %s that everyone can read in the program", (key) => {
  const withDetail = (detail: unknown) => ({
    identityProviders: { Google: { providerDetails: { [key]: detail } } },
  });

  expect(plainSecretFaults(withDetail("plain")).map(({ message }) => message)).toEqual([
    `\`identityProviders.Google.providerDetails.${key}\` must be a secret, got a plain string: give config.requireSecret(…) of what \`pulumi config set --secret\` knows, or pulumi.secret(…).`,
  ]);
  expect(plainSecretFaults(withDetail(pulumi.secret("hidden")))).toEqual([]);
});

test("tells a plain secret with all other faults of the component", async () => {
  const providerDetails = { client_id: "a", client_secret: "plain" };
  const args = {
    settings,
    trigers: {},
    identityProviders: { Google: { providerType: "Google", providerDetails } },
  };
  const { result } = await record(() => {
    try {
      return new CustomUserPool("members", args as CustomUserPoolArgs);
    } catch (error: unknown) {
      return String(error);
    }
  });

  expect(result).toContain("`trigers` is not an argument.");
  expect(result).toContain("`identityProviders.Google.providerDetails.client_secret` must be a secret");
  expect(result).not.toContain('plain"');
});
