import { join } from "node:path";
import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import type { LocalStack } from "../../miniStack/support/miniStack";
import { PulumiProgram } from "./pulumiProgram";

/** A program whose pools are told by its configuration, and what it has made. */
export async function openStories({ proxy, aws }: LocalStack) {
  const program = await PulumiProgram.open(join(__dirname, "../../fixtures/stories"), proxy.endpoint);
  return {
    /** Gives the program these pools. */
    write: (pools: Record<string, object>, others: { parent?: string; secrets?: object } = {}) =>
      program.configure({ parent: "", secrets: {}, ...others, pools }),
    /** Runs a command that has to succeed, and returns what it said. */
    succeed: async (line: string): Promise<string> => {
      const { ok, said } = await program.type(line);
      if (!ok) throw new Error(`\`${line}\` failed:\n${said}`);
      return said;
    },
    /** Runs a command that has to fail, and returns what it said. */
    fail: async (line: string): Promise<string> => {
      const { ok, said } = await program.type(line);
      if (ok) throw new Error(`\`${line}\` did not fail:\n${said}`);
      return said;
    },
    poolIds: async (): Promise<string[]> => {
      const { UserPools = [] } = await aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      return UserPools.map(({ Id = "" }) => Id);
    },
    /** The name of the role of the program's handler. */
    handlerRole: async (): Promise<string | undefined> => {
      const { Roles = [] } = await aws.iam.send(new ListRolesCommand({}));
      return Roles.find(({ RoleName }) => RoleName?.startsWith("user-pool-handler-role"))?.RoleName;
    },
    /** The variables of each command. */
    env: program.env,
    editState: program.editState.bind(program),
    close: program.close.bind(program),
  };
}

export type Stories = Awaited<ReturnType<typeof openStories>>;
