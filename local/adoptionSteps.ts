import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Aws } from "../commands/support/aws";
import { CommandError, describeError } from "../commands/support/errors";
import type { Step } from "../commands/support/steps";

/** The example that adopts a pool. */
export const ADOPTING = "adoption";

/** What the steps need of the run that they are part of. */
interface Host {
  readonly aws: () => Aws;
  readonly configure: (config: { userPoolId: string }) => void;
  readonly unlessStopped: <T>(work: Promise<T>) => Promise<T>;
}

/** What happens before the example is deployed, and after it is destroyed. */
interface AdoptionSteps {
  readonly before: Step[];
  readonly after: Step[];
}

const Username = "user@example.com";

/** Makes the pool that the example adopts, and sees that it and its user outlive the example. */
export function adoptionSteps({ aws, configure, unlessStopped }: Host): AdoptionSteps {
  let userPoolId = "";
  const make = async () => {
    userPoolId = await makeByHand(aws());
    configure({ userPoolId });
    return userPoolId;
  };
  return {
    before: [{ name: "byHand", title: "make a pool with a user by hand", work: () => unlessStopped(make()) }],
    after: [
      {
        name: "givenBack",
        title: "the pool is still there, with its user: remove it",
        work: () => unlessStopped(removeByHand(aws(), userPoolId)),
      },
    ],
  };
}

async function makeByHand({ cognito }: Aws): Promise<string> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "made-by-hand",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS" }));
  return UserPoolId;
}

async function removeByHand({ cognito }: Aws, UserPoolId: string): Promise<void> {
  await cognito.send(new AdminGetUserCommand({ UserPoolId, Username })).catch((error: unknown) => {
    throw new CommandError(`The adopted pool ${UserPoolId} has lost its user: ${describeError(error)}.`);
  });
  await cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
}
