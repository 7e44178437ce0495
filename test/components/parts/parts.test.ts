import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../../../components/customUserPool";
import { record, userPoolId } from "../../support/mocks";

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
