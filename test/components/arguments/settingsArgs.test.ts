import * as pulumi from "@pulumi/pulumi";
import { checkResolved, memberwise } from "../../../components/arguments/settingsArgs";
import { record, valueOf } from "../../support/mocks";

const title = 'CustomUserPool "users"';

test("refuses what turns out to be wrong later", () => {
  const wrong = { PoolName: "users", Policies: { PasswordPolicy: { MinimumLength: 3 } } };

  expect(() => checkResolved(title, wrong, { secrets: [] })).toThrow(
    /^CustomUserPool "users" .*:\n {2}- `settings.Policies.PasswordPolicy.MinimumLength` .*3/,
  );
});

test("does not show the value of a secret that is wrong, and shows what is no secret", () => {
  const wrong = { PoolName: "hunter2!", Policies: { PasswordPolicy: { MinimumLength: 3 } } };

  const check = () => checkResolved(title, wrong, { secrets: ["settings.PoolName"] });

  expect(check).toThrow("`settings.PoolName` is wrong; its value is not shown");
  expect(check).not.toThrow("hunter2");
  expect(check).toThrow(/MinimumLength` .*got 3/);
});

test("knows a member of settings that are known as a whole only later, whatever else is not known", async () => {
  const { result } = await record(
    () => {
      const settings = memberwise(
        pulumi.output({ PoolName: "users", EmailVerificationSubject: pulumi.unknown as string }),
      );
      return {
        name: pulumi.output(settings.PoolName),
        subject: pulumi.output(settings.EmailVerificationSubject),
      };
    },
    { preview: true },
  );

  expect(await valueOf(result.name)).toBe("users");
  expect(await Reflect.get(result.subject, "isKnown")).toBe(false);
});

test("lets an adopted pool keep what new pools of its tier do not have", () => {
  const former = {
    PoolName: "users",
    UserPoolTier: "LITE" as const,
    UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" as const },
  };

  expect(() => checkResolved(title, former, { secrets: [], isAdopted: true })).not.toThrow();
  expect(() => checkResolved(title, former, { secrets: [] })).toThrow("needs `UserPoolTier` PLUS");
});
