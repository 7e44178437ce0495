import * as pulumi from "@pulumi/pulumi";
import { checkKnown, checkResolved } from "../../components/settingsArgs";

const settings = { PoolName: "users" };

test("lists all faults of what is known, each with its path", () => {
  const wrong = { PoolName: "", UsernameAttributes: ["email" as const], AliasAttributes: ["email" as const] };

  const check = () => checkKnown(wrong, {});

  expect(check).toThrow(/settings are wrong:\n {2}- `settings.PoolName`/);
  expect(check).toThrow(/\n {2}- `settings.AliasAttributes`/);
});

test("skips what is known only later", () => {
  const later = pulumi.output(3);

  expect(() =>
    checkKnown({ ...settings, Policies: { PasswordPolicy: { MinimumLength: later } } }, {}),
  ).not.toThrow();
  expect(() => checkKnown({ PoolName: Promise.resolve("") }, {})).not.toThrow();
});

test("calls triggers by the names that the program uses for them", () => {
  const triggers = { CustomEmailSender: { function: "a.ts" }, PreSignup: "a.ts" } as object;

  const check = () => checkKnown(settings, triggers);

  expect(check).toThrow("`triggers.PreSignup` is not a setting of Cognito's API. Did you mean `PreSignUp`?");
  expect(check).toThrow("`triggers.CustomEmailSender.LambdaVersion`");
  expect(check).not.toThrow("LambdaConfig");
});

test("refuses what turns out to be wrong later", () => {
  const wrong = { ...settings, Policies: { PasswordPolicy: { MinimumLength: 3 } } };

  expect(() => checkResolved(wrong, [])).toThrow(/`settings.Policies.PasswordPolicy.MinimumLength` .*3/);
});

test("does not show the value of a secret that is wrong", () => {
  const wrong = { PoolName: "hunter2!" };

  expect(() => checkResolved(wrong, ["settings.PoolName"])).toThrow(
    "`settings.PoolName` is wrong; its value is not shown",
  );
  expect(() => checkResolved(wrong, ["settings.PoolName"])).not.toThrow("hunter2");
});
