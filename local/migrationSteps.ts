import type { Aws } from "../commands/support/aws";
import type { Step } from "../commands/support/steps";
import type { Config } from "./engines/engine";
import type { Shell } from "./migrationCommands";
import { MigrationRun } from "./migrationRun";

/** The example whose users move. */
export const MIGRATING = "migrating";

type Report = (line: string) => void;

/** What the steps need of the run that they are part of. */
interface Host {
  readonly aws: () => Aws;
  readonly outputs: () => Record<string, string>;
  readonly shell: () => Shell;
  readonly up: (config: Config, report: Report) => Promise<unknown>;
  readonly unlessStopped: <T>(work: Promise<T>) => Promise<T>;
}

/** The whole move of docs/migrating-users.md, in the deployed example. */
export function migrationSteps({ aws, outputs, shell, up, unlessStopped }: Host): Step[] {
  let run: MigrationRun | undefined;
  const theRun = () => (run ??= new MigrationRun(aws(), targetIn(outputs())));
  const move = (work: (run: MigrationRun) => Promise<string>) => () => unlessStopped(work(theRun()));
  const deploy = (config: Config) => async (report: Report) => {
    const migration = theRun();
    await up(config, report);
    return unlessStopped(migration.checkAlone());
  };
  return [
    { name: "fill", title: "fifty users in the former pool", work: move((one) => one.fill()) },
    {
      name: "move",
      title: "each signs in at the new pool, with the old password",
      work: move((one) => one.signIn()),
    },
    {
      name: "others",
      title: "the others come by a code, or a verified address",
      work: move((one) => one.bringOthers()),
    },
    { name: "rest", title: "import the rest", work: move((one) => one.importRest(shell())) },
    { name: "alone", title: "take `migrateFrom` out", work: deploy({ migrate: "false" }) },
    {
      name: "retire",
      title: "retire the former pool",
      work: deploy({ migrate: "false", retire: "true" }),
    },
  ];
}

function targetIn(outputs: Record<string, string>) {
  const { formerUserPoolId = "", formerClientId = "", userPoolId = "", userPoolClientId = "" } = outputs;
  return { formerUserPoolId, formerClientId, userPoolId, userPoolClientId };
}
