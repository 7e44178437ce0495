import { completeAttributes, mapAttributes } from "../../../handlers/userMigration/attributes";
import { migrationOptions, newPool } from "../../support/migration/world";

const map = (old: Record<string, string>, attributes: Record<string, string> = {}) =>
  mapAttributes(old, { ...migrationOptions, attributes });

describe("The attributes of a user who comes along", () => {
  it("keep their names where the new pool has them", () => {
    expect(map({ name: "Ada", "custom:plan": "gold", locale: "de" })).toEqual({
      name: "Ada",
      "custom:plan": "gold",
      locale: "de",
    });
  });

  it("are left out where the new pool has no place for them, and Cognito's own are", () => {
    expect(map({ sub: "1", identities: "[]", "custom:other": "x", "dev:custom:plan": "y" })).toEqual({});
  });

  it("get the names that the program gives them", () => {
    expect(map({ sub: "1", "custom:tier": "gold" }, { sub: "custom:plan", "custom:tier": "drop" })).toEqual({
      "custom:plan": "1",
    });
  });

  it("that are moved win over those that are called so already", () => {
    expect(map({ "custom:tier": "new", "custom:plan": "old" }, { "custom:tier": "custom:plan" })).toEqual({
      "custom:plan": "new",
    });
  });

  it("stay verified, or not verified", () => {
    const both = {
      email: "a@b.c",
      email_verified: "false",
      phone_number: "+1",
      phone_number_verified: "true",
    };

    expect(map(both)).toEqual(both);
  });

  it("are not verified where they come from elsewhere, or go", () => {
    const old = { email: "a@b.c", email_verified: "true", profile: "eve@b.c" };

    expect(map(old, { profile: "email", email: "drop" })).toEqual({ email: "eve@b.c" });
    expect(map(old, { email: "drop" })).toEqual({ profile: "eve@b.c" });
  });

  it("are no more than the user has, whatever names an object knows", () => {
    expect(map(Object.fromEntries([["constructor", "x"]]))).toEqual({});
  });

  it("are completed by what the program gives, where they are required", () => {
    const options = { ...migrationOptions, pool: { ...newPool, required: ["email", "name"] } };
    const user = { email: "a@b.c" };

    expect(completeAttributes(user, options)).toBeUndefined();
    expect(completeAttributes(user, { ...options, defaults: { name: "-", email: "?" } })).toEqual({
      email: "a@b.c",
      name: "-",
    });
  });
});
