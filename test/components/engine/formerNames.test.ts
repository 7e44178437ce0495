import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "../../../components/customUserPool";
import { record } from "../../support/mocks";

jest.mock("../../../components/lambda/bundle", () => jest.requireActual<object>("../../support/fakeBundle"));

const stack = "urn:pulumi:dev::shop::";
const poolType = "custom-user-pool:index:CustomUserPool";
const stackType = "aws:cloudformation/stack:Stack";
const triggers = { PostConfirmation: "handlers/postConfirmation.ts" };

/** The URNs that the pool's stack, and the role of its trigger's function, had before. */
async function formerly(program: () => unknown) {
  const { registrations } = await record(program);
  const aliasesOf = (type: string, name: RegExp) =>
    registrations.find((one) => one.type === type && name.test(one.name))?.aliases;
  return {
    stack: aliasesOf(stackType, /-stack$/),
    role: aliasesOf("aws:iam/role:Role", /post-confirmation.*-role$/),
  };
}

const make = (name: string, opts?: pulumi.ComponentResourceOptions) =>
  new CustomUserPool(name, { settings: { PoolName: "members" }, triggers }, opts);
const roleType = `${poolType}$custom-user-pool:index:NodeFunction$aws:iam/role:Role`;

test("a pool that was never renamed has no former names", async () => {
  expect(await formerly(() => make("shop_users"))).toEqual({ stack: [], role: [] });
});

test("a renamed pool's parts keep the names that were made of its former name", async () => {
  const { stack: ofStack, role } = await formerly(() => make("users", { aliases: [{ name: "shop_users" }] }));

  expect(ofStack).toContain(`${stack}${poolType}$${stackType}::shop-users-7aa25bae-stack`);
  expect(role).toContain(`${stack}${roleType}::shop-users-7aa25bae-post-confirmation-role`);
});

test("so they do where the alias is a URN, and where names are too long", async () => {
  const urn = `${stack}shop:index:Group$${poolType}::all_users_of_the_shop_in_all_countries_of_the_world`;
  const { stack: ofStack } = await formerly(() => make("shop_users", { aliases: [urn] }));

  expect(ofStack).toEqual(
    expect.arrayContaining([
      expect.stringMatching(
        /^urn:pulumi:dev::shop::shop:index:Group\$.*::all-users-of-the-shop-in-all-co-[0-9a-f]{8}-stack$/,
      ),
    ]),
  );
});

test("so they do where a component around the pool was renamed", async () => {
  const around = (name: string, opts?: pulumi.ComponentResourceOptions) => {
    const parent = new pulumi.ComponentResource("shop:index:Shop", name, {}, opts);
    return make(`${name}-users`, { parent });
  };
  const before = await record(() => around("shop_eu"));
  const [had] = before.all(stackType);
  const { stack: ofStack } = await formerly(() => around("shop-europe", { aliases: [{ name: "shop_eu" }] }));

  expect(ofStack).toContain(`${stack}shop:index:Shop$${poolType}$${stackType}::${had?.name}`);
});
