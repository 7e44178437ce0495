import { CommandError } from "../../commands/support/errors";
import { GET_CLI } from "../../local/chooseEngine";
import { type Cli, findCli } from "../../local/cli/findCli";

/** The real CLI: deployments are measured with nothing else. */
export async function requireCli(): Promise<Cli> {
  const { cli, reason } = await findCli();
  if (cli) return cli;
  throw new CommandError(`Deployments are measured with the Pulumi CLI: ${reason}. ${GET_CLI}.`);
}
