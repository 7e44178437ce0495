import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import { record, userPoolArn, userPoolId } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const component = "urn:pulumi:dev::shop::custom-user-pool:index:CustomUserPool::users";

function deploy(args: Partial<CustomUserPoolArgs>) {
  return record(() => new CustomUserPool("users", { settings: { PoolName: "users" }, ...args }));
}

const parts: Partial<CustomUserPoolArgs> = {
  identityProviders: {
    Google: {
      providerType: "Google",
      providerDetails: { client_id: "id", client_secret: pulumi.secret("hidden") },
    },
    corp: {
      providerType: "SAML",
      providerName: "Corp",
      providerDetails: pulumi.output({ MetadataURL: "https://a" }),
    },
  },
  resourceServers: {
    orders: {
      identifier: "https://orders",
      scopes: [{ scopeName: "read", scopeDescription: "Read orders" }],
    },
  },
  groups: { admins: { precedence: 1 }, staff: { name: "Staff" } },
  clients: { web: { supportedIdentityProviders: ["Google"] } },
};

test("registers identity providers, resource servers and groups of the pool, by names of the user's own", async () => {
  const { result, find, all } = await deploy(parts);

  expect(
    find("aws:cognito/identityProvider:IdentityProvider", "users-Google-identity-provider"),
  ).toMatchObject({
    parent: component,
    inputs: { userPoolId, providerName: "Google", providerType: "Google" },
    deleteBeforeReplace: true,
    protect: false,
  });
  expect(
    find("aws:cognito/identityProvider:IdentityProvider", "users-corp-identity-provider").inputs,
  ).toMatchObject({
    providerName: "Corp",
  });
  expect(find("aws:cognito/resourceServer:ResourceServer")).toMatchObject({
    name: "users-orders-resource-server",
    parent: component,
    inputs: { userPoolId, name: "orders", identifier: "https://orders" },
    deleteBeforeReplace: true,
  });
  const groups = all("aws:cognito/userGroup:UserGroup").map(({ name, inputs }) => [name, inputs["name"]]);
  expect(Object.fromEntries(groups)).toEqual({
    "users-admins-group": "admins",
    "users-staff-group": "Staff",
  });
  expect(Object.keys(result.identityProviders)).toEqual(["Google", "corp"]);
  expect(Object.keys({ ...result.resourceServers, ...result.groups })).toEqual(["orders", "admins", "staff"]);
});

test("lets every client wait for the providers and scopes that it may name", async () => {
  const { find } = await deploy(parts);

  const { dependencies } = find("aws:cognito/userPoolClient:UserPoolClient");
  expect(dependencies.map((urn) => urn.split("::").at(-1))).toEqual(
    expect.arrayContaining([
      "users-Google-identity-provider",
      "users-corp-identity-provider",
      "users-orders-resource-server",
    ]),
  );
});

test("keeps with a protected pool whatever belongs to it", async () => {
  const { find } = await deploy(parts);

  const { dependencies, protect } = find("custom-user-pool:index:Protection");
  expect(protect).toBe(true);
  expect(dependencies.map((urn) => urn.split("::").at(-1)).toSorted()).toEqual([
    "users-Google-identity-provider",
    "users-admins-group",
    "users-corp-identity-provider",
    "users-orders-resource-server",
    "users-staff-group",
    "users-web-client",
  ]);
});

test("gives the secrets of a provider to Pulumi as secrets, in the component's inputs too", async () => {
  const providerDetails = { client_id: "id", client_secret: pulumi.output("from elsewhere") };
  const { find } = await deploy({
    identityProviders: { Google: { providerType: "Google", providerDetails } },
  });

  const provider = find("aws:cognito/identityProvider:IdentityProvider");
  expect(provider.secretInputs).toEqual(["providerDetails"]);
  expect(provider.inputs["providerDetails"]).toEqual({ client_id: "id", client_secret: "from elsewhere" });
  expect(find("custom-user-pool:index:CustomUserPool").secretInputs).toEqual(["identityProviders"]);
});

const zoned = { domain: "login.example.com", hostedZoneId: "Z1" };

/** What AWS makes up for a certificate, a record and a domain. */
function awsMakes({ type, inputs }: pulumi.runtime.MockResourceArgs): Record<string, unknown> {
  const { domainName } = inputs as { domainName?: string };
  const proof = {
    resourceRecordName: "_x.login.example.com",
    resourceRecordType: "CNAME",
    resourceRecordValue: "_y.acm",
  };
  switch (type) {
    case "aws:acm/certificate:Certificate":
      return { arn: `arn:of:${domainName}`, domainValidationOptions: [proof] };
    case "aws:route53/record:Record":
      return { fqdn: "_x.login.example.com" };
    case "aws:cognito/userPoolDomain:UserPoolDomain":
      return { cloudfrontDistribution: "d1.cloudfront.net", cloudfrontDistributionZoneId: "Z2" };
    default:
      return {};
  }
}

test("makes for a domain in a hosted zone its certificate in us-east-1, the proof, the domain and its records", async () => {
  const { find, all } = await record(
    () =>
      new CustomUserPool("users", { settings: { PoolName: "users" }, domain: zoned, tags: { team: "blue" } }),
    { outputs: awsMakes },
  );

  expect(find("aws:acm/certificate:Certificate").inputs).toMatchObject({
    domainName: "login.example.com",
    validationMethod: "DNS",
    region: "us-east-1",
    tags: { team: "blue" },
  });
  expect(find("aws:route53/record:Record", "users-domain-validation-record").inputs).toMatchObject({
    zoneId: "Z1",
    name: "_x.login.example.com",
    type: "CNAME",
    records: ["_y.acm"],
    allowOverwrite: true,
  });
  expect(find("aws:acm/certificateValidation:CertificateValidation").inputs).toMatchObject({
    certificateArn: "arn:of:login.example.com",
    validationRecordFqdns: ["_x.login.example.com"],
    region: "us-east-1",
  });
  const domain = find("aws:cognito/userPoolDomain:UserPoolDomain");
  expect(domain.inputs).toEqual({
    domain: "login.example.com",
    certificateArn: "arn:of:login.example.com",
    userPoolId,
  });
  expect(domain.dependencies.join()).toContain("users-domain-validation");
  const aliases = [{ name: "d1.cloudfront.net", zoneId: "Z2", evaluateTargetHealth: false }];
  for (const type of ["A", "AAAA"]) {
    expect(find("aws:route53/record:Record", `users-domain-${type.toLowerCase()}`).inputs).toMatchObject({
      zoneId: "Z1",
      name: "login.example.com",
      type,
      aliases,
    });
  }
  expect(all("aws:route53/record:Record")).toHaveLength(3);
  expect(find("custom-user-pool:index:Protection").dependencies).toHaveLength(6);
});

test("makes only the records for a domain whose certificate is given, and nothing around a prefix", async () => {
  const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/a";
  const given = await deploy({ domain: { ...zoned, certificateArn } });
  const prefix = await deploy({ domain: { domain: "customers" } });

  expect(given.all("aws:acm/certificate:Certificate")).toEqual([]);
  expect(given.all("aws:route53/record:Record")).toHaveLength(2);
  expect(given.find("aws:cognito/userPoolDomain:UserPoolDomain").inputs).toMatchObject({ certificateArn });
  expect(prefix.all("aws:route53/record:Record")).toEqual([]);
});

const webAclArn = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/a";
const logs = {
  eventSource: "userNotification",
  logLevel: "ERROR",
  cloudWatchLogsConfiguration: { logGroupArn: "arn:aws:logs:eu-west-1:123456789012:log-group:texts" },
};

test("registers branding, log delivery and the web ACL of the pool", async () => {
  const { find } = await deploy({
    clients: { web: {} },
    branding: { web: { useCognitoProvidedValues: true } },
    logDelivery: { logConfigurations: [logs] },
    webAclArn,
  });

  expect(find("aws:cognito/managedLoginBranding:ManagedLoginBranding")).toMatchObject({
    name: "users-web-branding",
    inputs: { userPoolId, clientId: "users-web-client-id", useCognitoProvidedValues: true },
  });
  expect(find("aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration")).toMatchObject({
    name: "users-log-delivery",
    inputs: { userPoolId, logConfigurations: [logs] },
  });
  expect(find("aws:wafv2/webAclAssociation:WebAclAssociation")).toMatchObject({
    name: "users-web-acl",
    inputs: { webAclArn, resourceArn: userPoolArn },
    deleteBeforeReplace: true,
  });
  expect(find("custom-user-pool:index:Protection").dependencies).toHaveLength(4);
});
