import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Inputs, ResourceType } from "../../local/provider/resourceType";
import { createRegistry } from "../../local/provider/types/registry";
import { describeWithMiniStack, providerContext } from "./support/miniStack";

jest.setTimeout(60_000);

const URN = "urn:pulumi:test::test::a-type::my-resource";
const NO_CHANGE = { changed: [], replaces: [], deleteBeforeReplace: false };
const updateOf = (...changed: string[]) => ({ ...NO_CHANGE, changed });

describeWithMiniStack("the local provider, for what belongs to a pool", (stack) => {
  let userPoolId: string;
  beforeAll(async () => {
    const { UserPool } = await stack().aws.cognito.send(new CreateUserPoolCommand({ PoolName: "a-pool" }));
    userPoolId = UserPool?.Id ?? "";
  });

  const typeOf = (token: string) => createRegistry(providerContext(stack().aws)).typeOf(token);

  async function make(type: ResourceType, inputs: Inputs) {
    const { inputs: checked, failures } = await type.check(URN, inputs, undefined);
    expect(failures).toEqual([]);
    return { ...(await type.create(checked)), inputs: checked };
  }

  const diffOf = async (type: ResourceType, made: Awaited<ReturnType<typeof make>>, inputs: Inputs) => {
    const { inputs: checked } = await type.check(URN, inputs, made.inputs);
    return { checked, diff: await type.diff(made.id, made.outs, checked) };
  };

  it("makes, changes, reads and removes an identity provider", async () => {
    const type = typeOf("aws:cognito/identityProvider:IdentityProvider");
    const providerDetails = { client_id: "id", client_secret: "secret", authorize_scopes: "email" };
    const google = { userPoolId, providerName: "Google", providerType: "Google", providerDetails };

    const made = await make(type, google);
    const same = await diffOf(type, made, google);
    const moved = await diffOf(type, made, {
      ...google,
      providerDetails: { ...providerDetails, client_id: "other" },
      attributeMapping: { email: "email" },
      idpIdentifiers: ["example.com"],
    });
    const retyped = await diffOf(type, made, { ...google, providerType: "OIDC" });
    const updated = await type.update(made.id, made.outs, moved.checked);
    const found = await type.read(made.id, updated);
    await type.delete(made.id, updated);
    await type.delete(made.id, updated);

    expect(made.id).toBe(`${userPoolId}:Google`);
    expect(same.diff).toEqual(NO_CHANGE);
    expect(moved.diff).toEqual(updateOf("providerDetails", "attributeMapping", "idpIdentifiers"));
    expect(retyped.diff.replaces).toEqual(["providerType"]);
    expect(found?.props).toMatchObject({
      providerDetails: { client_id: "other", client_secret: "secret" },
      attributeMapping: { email: "email" },
      idpIdentifiers: ["example.com"],
    });
    expect(await type.read(made.id, updated)).toBeUndefined();
  });

  it("does not miss what Cognito adds to the details of Google and of SAML", async () => {
    const type = typeOf("aws:cognito/identityProvider:IdentityProvider");
    const google = { providerType: "Google", providerDetails: { client_id: "id" } };
    const saml = { providerType: "SAML", providerDetails: { MetadataFile: "<xml/>" } };
    const diffWith = async (inputs: { providerDetails: Inputs }, added: Inputs) => {
      const olds = { ...inputs, providerDetails: { ...inputs.providerDetails, ...added } };
      return (await type.diff("id", olds, inputs)).changed;
    };

    expect(await diffWith(google, { oidc_issuer: "https://accounts.google.com" })).toEqual([]);
    expect(await diffWith(google, { authorize_scopes: "email" })).toEqual(["providerDetails"]);
    expect(
      await diffWith(saml, { SSORedirectBindingURI: "https://a", ActiveEncryptionCertificate: "b" }),
    ).toEqual([]);
  });

  it("makes, changes, reads and removes a resource server", async () => {
    const type = typeOf("aws:cognito/resourceServer:ResourceServer");
    const [read, write] = ["read", "write"].map((scopeName) => ({ scopeName, scopeDescription: "may" }));
    const api = { userPoolId, identifier: "api", name: "the-api", scopes: [read, write] };

    const made = await make(type, api);
    const same = await diffOf(type, made, { ...api, scopes: [write, read] });
    const fewer = await diffOf(type, made, { ...api, scopes: [read] });
    const renamed = await diffOf(type, made, { ...api, name: "another" });
    const preview = await type.preview(fewer.checked, made.outs);
    const updated = await type.update(made.id, made.outs, fewer.checked);
    const found = await type.read(made.id, updated);
    await type.delete(made.id, updated);
    await type.delete(made.id, updated);

    expect(made.id).toBe(`${userPoolId}|api`);
    expect(made.outs).toMatchObject({ scopeIdentifiers: ["api/read", "api/write"] });
    expect([same.diff, fewer.diff]).toEqual([NO_CHANGE, updateOf("scopes")]);
    expect(renamed.diff).toEqual({ changed: ["name"], replaces: ["name"], deleteBeforeReplace: true });
    expect(preview["scopeIdentifiers"]).not.toEqual(["api/read", "api/write"]);
    expect(found?.props).toMatchObject({ scopes: [read], scopeIdentifiers: ["api/read"] });
    expect(await type.read(made.id, updated)).toBeUndefined();
  });

  it("makes, compares, reads and removes a group", async () => {
    const type = typeOf("aws:cognito/userGroup:UserGroup");
    const admins = { userPoolId, name: "admins", description: "may all", precedence: 1 };

    const made = await make(type, admins);
    const same = await diffOf(type, made, admins);
    const bare = await diffOf(type, made, { userPoolId, name: "admins", precedence: 2 });
    const found = await type.read(made.id, made.outs);
    await type.delete(made.id, made.outs);
    await type.delete(made.id, made.outs);

    expect(made.id).toBe(`${userPoolId}/admins`);
    expect([same.diff, bare.diff]).toEqual([NO_CHANGE, updateOf("description", "precedence")]);
    expect(found?.props).toMatchObject({ precedence: 1, description: "may all" });
    expect(await type.read(made.id, made.outs)).toBeUndefined();
  });

  it.each([
    {
      token: "identityProvider:IdentityProvider",
      inputs: { providerName: "Imported", providerType: "OIDC", providerDetails: { client_id: "id" } },
    },
    {
      token: "resourceServer:ResourceServer",
      inputs: { identifier: "https://api", name: "imported", scopes: [] },
    },
    { token: "userGroup:UserGroup", inputs: { name: "imported", precedence: 3 } },
  ])("imports $token by its id alone", async ({ token, inputs }) => {
    const type = typeOf(`aws:cognito/${token}`);
    const made = await make(type, { userPoolId, ...inputs });

    const imported = await type.read(made.id, {});
    const { inputs: checked } = await type.check(URN, { userPoolId, ...inputs }, undefined);

    expect(imported).toMatchObject({ id: made.id, props: { userPoolId, ...inputs } });
    expect(await type.diff(made.id, imported?.props ?? {}, checked)).toEqual(NO_CHANGE);
    expect(await type.read(`${made.id}-gone`, {})).toBeUndefined();
  });

  it.each([
    { what: "without units", TokenValidityUnits: {}, imported: undefined },
    {
      what: "with a unit",
      TokenValidityUnits: { AccessToken: "minutes" as const },
      imported: { accessToken: "minutes" },
    },
  ])("imports a client $what of its tokens, and misses none", async ({ TokenValidityUnits, imported }) => {
    const type = typeOf("aws:cognito/userPoolClient:UserPoolClient");
    const { UserPoolClient = {} } = await stack().aws.cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId: userPoolId, ClientName: "web", TokenValidityUnits }),
    );

    const found = await type.read(`${userPoolId}/${UserPoolClient.ClientId}`, {});
    const wanted = { userPoolId, name: "web", ...(imported && { tokenValidityUnits: imported }) };
    const { inputs } = await type.check(URN, wanted, undefined);

    expect(found?.id).toBe(UserPoolClient.ClientId);
    expect(type.imported(found?.props ?? {})["tokenValidityUnits"]).toEqual(imported);
    expect(await type.diff(found?.id ?? "", found?.props ?? {}, inputs)).toEqual(NO_CHANGE);
  });

  it("makes, tags, reads and removes a table for a trigger", async () => {
    const type = typeOf("aws:dynamodb/table:Table");
    const attributes = [
      { name: "userId", type: "S" },
      { name: "at", type: "N" },
    ];
    const table = { attributes, hashKey: "userId", rangeKey: "at", billingMode: "PAY_PER_REQUEST" };

    const made = await make(type, { ...table, tags: { team: "a", cost: "b" } });
    const turned = await diffOf(type, made, {
      ...table,
      attributes: attributes.toReversed(),
      tags: made.inputs["tags"],
    });
    const tagged = await diffOf(type, made, { ...table, tags: { team: "c" } });
    const keyed = await diffOf(type, made, { ...table, rangeKey: undefined });
    const updated = await type.update(made.id, made.outs, tagged.checked);
    const found = await type.read(made.id, updated);
    await type.delete(made.id, updated);
    await type.delete(made.id, updated);

    expect(made.outs["arn"]).toContain(`:table/${made.id}`);
    expect(turned.diff).toEqual(NO_CHANGE);
    expect(tagged.diff).toEqual(updateOf("tags"));
    expect(keyed.diff.replaces).toEqual(["rangeKey"]);
    expect(found?.props).toMatchObject({ hashKey: "userId", rangeKey: "at", tagsAll: { team: "c" } });
    expect(await type.read(made.id, updated)).toBeUndefined();
  });

  it.each([
    [{ billingMode: "PROVISIONED" }, "`billingMode`"],
    [{ attributes: [{ name: "userId", type: "String" }] }, "`attributes[0].type`"],
    [{ name: "a table" }, "`name`"],
    [{ hashkey: "userId" }, "hashkey"],
  ])("refuses a table with %j", async (inputs, says) => {
    const { failures } = await typeOf("aws:dynamodb/table:Table").check(URN, inputs, undefined);

    expect(failures.map(({ property, reason }) => `${property} ${reason}`).join("\n")).toContain(says);
  });

  it("changes no group as long as MiniStack does not know how", async () => {
    const type = typeOf("aws:cognito/userGroup:UserGroup");
    const made = await make(type, { userPoolId, name: "editors" });

    await expect(
      type.update(made.id, made.outs, { userPoolId, name: "editors", precedence: 2 }),
    ).rejects.toThrow("UpdateGroup");
  });

  it.each([
    { token: "identityProvider:IdentityProvider", inputs: { providerName: "_AB" }, says: "`providerName`" },
    {
      token: "identityProvider:IdentityProvider",
      inputs: { providerType: "Twitter" },
      says: "`providerType`",
    },
    {
      token: "resourceServer:ResourceServer",
      inputs: { scopes: [{ scopeName: "a/b", scopeDescription: "c" }] },
      says: "`scopes[0].scopeName`",
    },
    { token: "userGroup:UserGroup", inputs: { name: "two words" }, says: "`name`" },
  ])("refuses $inputs of $token as the real provider does", async ({ token, inputs, says }) => {
    const { failures } = await typeOf(`aws:cognito/${token}`).check(URN, inputs, undefined);

    expect(failures.map(({ reason }) => reason).join("\n")).toContain(says);
  });
});
