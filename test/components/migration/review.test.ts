import type { UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import type { PoolSettings } from "../../../components/migration/newPool";
import { reviewMigration } from "../../../components/migration/review";
import type { MigrateFromArgs } from "../../../components/migration/userMigration";

const old: UserPoolType = {
  Id: "eu-west-1_Old",
  DeletionProtection: "ACTIVE",
  UsernameAttributes: ["email"],
};

function review(pool: UserPoolType, settings: PoolSettings = {}, from: Partial<MigrateFromArgs> = {}) {
  return reviewMigration({ ...old, ...pool }, { userPoolId: "eu-west-1_Old", ...from }, settings);
}

const plan = { Name: "custom:plan", AttributeDataType: "String", Mutable: true } as const;
const name = { Name: "name", AttributeDataType: "String", Required: true } as const;

describe("A look at the old pool", () => {
  it("finds nothing where everything has its place", () => {
    const settings = { UsernameAttributes: ["email" as const], Schema: [{ ...plan, Name: "plan" }] };

    expect(review({ SchemaAttributes: [{ Name: "email" }, plan] }, settings)).toEqual({
      faults: [],
      warnings: [],
    });
  });

  it("refuses what would lose an attribute unasked", () => {
    const { faults } = review({ SchemaAttributes: [plan] });

    expect(faults).toEqual([
      expect.stringContaining("the attribute `custom:plan` of the old pool has no place"),
    ]);
    expect(
      review({ SchemaAttributes: [plan] }, {}, { attributes: { "custom:plan": "drop" } }).faults,
    ).toEqual([]);
  });

  it("refuses an alias where users are known by it", () => {
    expect(review({}, { AliasAttributes: ["email"] }).faults).toEqual([
      expect.stringContaining("nobody could come along"),
    ]);
  });

  it("warns of a required attribute that users may lack, unless there is a value for it", () => {
    expect(review({}, { Schema: [name] }).warnings).toEqual([
      expect.stringContaining("The new pool requires `name`, and the old one does not"),
    ]);
    expect(review({}, { Schema: [name] }, { onMissingAttribute: { name: "-" } }).warnings).toEqual([]);
    expect(review({ SchemaAttributes: [name] }, { Schema: [name] }).warnings).toEqual([]);
  });

  it("warns of an attribute that users could never get", () => {
    const fixed = { Name: "plan", AttributeDataType: "String" } as const;

    expect(review({ SchemaAttributes: [plan] }, { Schema: [fixed] }).warnings).toEqual([
      expect.stringContaining("`custom:plan` is immutable"),
    ]);
  });

  it("warns of an old pool that anybody may delete", () => {
    expect(review({ DeletionProtection: "INACTIVE" }).warnings).toEqual([
      expect.stringContaining("`eu-west-1_Old` is not protected from deletion"),
    ]);
  });

  it("warns of second factors that the new pool would not ask for", () => {
    expect(review({ MfaConfiguration: "OPTIONAL" }).warnings).toEqual([
      expect.stringContaining("with a second factor"),
    ]);
    expect(review({ MfaConfiguration: "ON" }, { MfaConfiguration: "ON" }).warnings).toEqual([]);
  });
});
