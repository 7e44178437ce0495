import { smokeTest } from "../../../commands/smoke/smokeTest";
import type { Aws } from "../../../commands/support/aws";
import { awsError } from "../../support/cognitoRules";

const target = { userPoolId: "eu-west-1_Pool", userPoolClientId: "client" };

/** A smoke test with a Cognito that says this, and the operations that it was asked for. */
function testWith(answers: Readonly<Record<string, () => unknown>>) {
  const asked: string[] = [];
  const send = async (command: object) => {
    const operation = command.constructor.name.replace("Command", "");
    asked.push(operation);
    return (await answers[operation]?.()) ?? {};
  };
  return { test: smokeTest({ cognito: { send } } as unknown as Aws, target), asked };
}

describe("the end of a smoke test", () => {
  it("asks for nothing where nobody was signed up", async () => {
    const { test, asked } = testWith({
      DescribeUserPool: () => {
        throw awsError("AccessDeniedException", "Not you.");
      },
    });
    await expect(test.signUp()).rejects.toThrow("Not you.");

    await test.remove();

    expect(asked).toEqual(["DescribeUserPool"]);
  });

  it("waits for a sign-up that is under way, and removes its user", async () => {
    let signedUp: (answer: object) => void = () => {};
    const { test, asked } = testWith({ SignUp: () => new Promise((resolve) => (signedUp = resolve)) });
    const signingUp = test.signUp();
    await new Promise((resolve) => setImmediate(resolve));

    const removed = test.remove();
    const before = [...asked];
    signedUp({});
    await Promise.all([removed, signingUp]);

    expect(before).toEqual(["DescribeUserPool", "SignUp"]);
    expect(asked).toContain("AdminDeleteUser");
  });

  it("names the user that could not be removed", async () => {
    const { test } = testWith({
      AdminDeleteUser: () => {
        throw awsError("AccessDeniedException", "Not you.");
      },
    });
    await test.signUp();

    await expect(test.remove()).rejects.toThrow(
      /^The user `smoke-\S+@example.com` may still be in the pool `eu-west-1_Pool` \(Not you\.\)\. Delete it there\.$/,
    );
  });
});
