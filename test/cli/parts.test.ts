import {
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  ListResourceServersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { removeFolders } from "../support/folders";
import { preparePulumi, type TypedProgram } from "./support/typedProgram";

jest.setTimeout(240_000);

const google = {
  providerType: "Google",
  providerDetails: { client_id: "id", client_secret: "SECRET" },
};
const orders = { identifier: "orders", scopes: [{ scopeName: "read", scopeDescription: "Read orders" }] };
const parts = { identityProviders: { Google: google }, resourceServers: { orders }, groups: { admins: {} } };
const web = {
  supportedIdentityProviders: ["Google"],
  allowedOauthScopes: ["orders/read"],
  allowedOauthFlows: ["code"],
};

const program = (args: object) => `
const args = ${JSON.stringify({ clients: { web }, deletionProtection: false, ...args })};
const secret = args.identityProviders?.Google?.providerDetails;
if (secret) secret.client_secret = pulumi.secret("hush");
const users = new CustomUserPool("users", { settings: { PoolName: "users" }, ...args } as never);
export const userPoolId = users.userPoolId;
export const clientId = users.client("web").id;
`;

describeWithMiniStack("a program with parts, with the real engine on MiniStack", (stack) => {
  let typed: TypedProgram;

  beforeAll(async () => {
    typed = await (await preparePulumi(stack().proxy.endpoint)).program(program({}));
  });
  afterAll(removeFolders);

  const up = () => typed.pulumi("up", "--yes", "--skip-preview");

  async function outputs(): Promise<{ userPoolId: string; clientId: string }> {
    const { output } = await typed.pulumi("stack", "output", "--json", "--stack", "dev");
    return JSON.parse(output.slice(output.indexOf("{"))) as { userPoolId: string; clientId: string };
  }

  /** What became of a resource, in the order in which the engine said it. */
  const steps = (output: string, name: string) =>
    output
      .split("\n")
      .filter((line) => line.includes(` ${name} `))
      .map((line) => /(created|creating|deleted|deleting|updated|replaced|replacing)/.exec(line)?.[0]);

  it("refuses in the preview what a new pool cannot have", async () => {
    const { ok, output } = await typed.pulumi("preview");

    expect(output).toContain('`clients.web.supportedIdentityProviders[0]` names "Google"');
    expect(output).toContain('`clients.web.allowedOauthScopes[0]` names "orders/read"');
    expect(output).not.toMatch(/^ *at /m);
    expect(ok).toBe(false);
  });

  it("makes them before the clients that name them", async () => {
    typed.write(program(parts));

    const { ok, output } = await up();

    expect(ok ? "" : output).toBe("");
    const { userPoolId: UserPoolId, clientId: ClientId } = await outputs();
    const { UserPoolClient } = await stack().aws.cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
    );
    expect(UserPoolClient).toMatchObject({
      SupportedIdentityProviders: ["Google"],
      AllowedOAuthScopes: ["orders/read"],
    });
    const at = (text: string) => output.split("\n").findIndex((line) => line.includes(text));
    expect(at("users-Google-identity-provider created")).toBeLessThan(at("users-web-client creating"));
    expect(at("users-orders-resource-server created")).toBeLessThan(at("users-web-client creating"));
  });

  it("shows nobody the secret of a provider", async () => {
    const { output } = await typed.pulumi("stack", "export", "--stack", "dev");

    expect(output).toContain("client_secret");
    expect(output).not.toContain("hush");
  });

  it("replaces a provider of the same name without its client", async () => {
    const providerDetails = {
      client_id: "id",
      oidc_issuer: "https://issuer.example.com",
      MetadataURL: "https://a",
    };
    const corp = (providerType: string) => ({ providerType, providerDetails });
    typed.write(program({ ...parts, identityProviders: { Google: google, corp: corp("OIDC") } }));
    expect(await up()).toMatchObject({ ok: true });
    typed.write(program({ ...parts, identityProviders: { Google: google, corp: corp("SAML") } }));

    const { ok, output } = await up();

    expect(ok ? "" : output).toBe("");
    const lines = steps(output, "users-corp-identity-provider");
    expect(lines.indexOf("deleted")).toBeLessThan(lines.indexOf("created"));
    expect(steps(output, "users-web-client")).toEqual([]);
  });

  it("moves to a new pool with all of its parts", async () => {
    const before = await outputs();
    const settings = { PoolName: "users", UsernameAttributes: ["email"] };
    typed.write(program({ ...parts, settings, onImmutableChange: "replace" }));

    const { ok, output } = await up();

    expect(ok ? "" : output).toBe("");
    const { userPoolId: UserPoolId } = await outputs();
    expect(UserPoolId).not.toBe(before.userPoolId);
    const { cognito } = stack().aws;
    expect(
      await cognito.send(new DescribeIdentityProviderCommand({ UserPoolId, ProviderName: "Google" })),
    ).toBeDefined();
    const { ResourceServers } = await cognito.send(
      new ListResourceServersCommand({ UserPoolId, MaxResults: 50 }),
    );
    expect(ResourceServers).toHaveLength(1);
    expect(await typed.pulumi("preview", "--expect-no-changes")).toMatchObject({ ok: true });
  });

  it("goes as a whole", async () => {
    expect(await typed.pulumi("destroy", "--yes", "--skip-preview")).toMatchObject({ ok: true });
  });
});
