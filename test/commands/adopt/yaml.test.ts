import { parse } from "yaml";
import { writeProgram } from "../../../commands/adopt/program";
import { yaml } from "../../../commands/adopt/yaml";
import { read } from "./onePool";

describe("a program in YAML, as Pulumi reads it", () => {
  const texts = ["${a}", "$${b}", "$$$c", "5 $", "1_000", "010", "0b1", "0o7", "yes", "a: b\nc"];

  /** What Pulumi reads for a text: a sign for two, and a place holder for what begins like one. */
  const interpolated = (text: unknown) =>
    typeof text === "string" && text.replaceAll(/\$\$|\$\{/g, (sign) => (sign === "$$" ? "$" : "PLACE"));

  it.each(["1.1", "1.2"] as const)("has each text as it is in the pool, in version %s", async (version) => {
    const { pool, ...live } = await read();
    const UserPoolTags = Object.fromEntries(texts.map((one, index) => [`tag${index}`, one]));
    const source = yaml(writeProgram({ ...live, pool: { ...pool, UserPoolTags } }, "eu-west-1_Pool", "club"));

    const { resources } = parse(source, { version }) as {
      resources: { pool: { properties: { settings: { UserPoolTags: object } } } };
    };

    const tags: unknown[] = Object.values(resources.pool.properties.settings.UserPoolTags);
    expect(tags.map(interpolated)).toEqual(texts);
  });

  it("says nothing twice by an alias, and gives nothing a name that Pulumi or a setting has", async () => {
    const { identityProviders, groups, ...live } = await read();
    const ProviderDetails = {
      client_id: "id",
      authorize_scopes: "openid",
      attributes_request_method: "GET",
      oidc_issuer: "https://example.com",
    };
    const corp = {
      provider: { ProviderName: "Corp", ProviderType: "OIDC" as const, ProviderDetails },
      secrets: ["client_secret"],
    };
    const named = ["pool", "pulumi", "googleClientSecret"].map((GroupName) => ({ GroupName }));
    const all = {
      ...live,
      identityProviders: [...identityProviders, corp],
      groups: [...groups, ...named],
    };

    const source = yaml(writeProgram(all, "eu-west-1_Pool", "club"));
    const { config, resources } = parse(source) as Record<"config" | "resources", object>;

    expect(source).not.toMatch(/: [&*]\w/);
    expect(Object.keys(config)).toEqual(["googleClientSecret", "corpClientSecret"]);
    expect(Object.keys(resources)).toEqual(
      expect.arrayContaining(["pool-2", "pulumi-2", "googleClientSecret-2"]),
    );
  });
});
