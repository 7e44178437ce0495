import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool } from "../../../components/customUserPool";
import { valueOf } from "../../support/mocks";

interface World {
  /** What the mocks answer of the pool's stack beside its inputs. */
  readonly stack: object;
}

/** The outputs of a pool in a unit test whose mocks answer this. */
async function outputsWith({ stack }: World): Promise<string[]> {
  await pulumi.runtime.setMocks({
    newResource: ({ name, type, inputs }) => ({
      id: `${name}-id`,
      state: { ...(inputs as object), ...(type === "aws:cloudformation/stack:Stack" ? stack : {}) },
    }),
    call: () => ({}),
  });
  const pool = new CustomUserPool("users", { settings: { PoolName: "users" } });
  return await Promise.all(
    [pool.userPoolId, pool.userPoolArn, pool.userPoolProviderName, pool.userPoolProviderUrl].map(valueOf),
  );
}

const arn = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_users";
const provider = "cognito-idp.us-east-1.amazonaws.com/us-east-1_users";

test.each([
  { stack: {}, is: ["us-east-1_users", arn, provider, `https://${provider}`] },
  { stack: { outputs: null }, is: ["us-east-1_users", arn, provider, `https://${provider}`] },
  { stack: { outputs: { UserPoolId: "mine" } }, is: ["mine", arn, provider, `https://${provider}`] },
  {
    stack: { outputs: { UserPoolArn: "arn:mine", UserPoolProviderName: "mine.example.com" } },
    is: ["us-east-1_users", "arn:mine", "mine.example.com", `https://${provider}`],
  },
])(
  "In a unit test a pool has the outputs that its mocks answer, and placeholders for the rest: $stack",
  async ({ stack, is }) => {
    expect(await outputsWith({ stack })).toEqual(is);
  },
);
