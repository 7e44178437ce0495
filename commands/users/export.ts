import { existsSync } from "node:fs";
import { type Command, defineCommand } from "../support/command";
import { CommandError, unusable } from "../support/errors";
import { exitCodes } from "../support/exitCodes";
import { flag, readPoolId, value } from "../support/options";
import { UsageError } from "../support/usageError";
import { poolFacts } from "./data/pools";
import { withProgress } from "./progress";
import { atPace, needed, paceOptions, type World } from "./shared";
import { exportUsers } from "./work/exportUsers";

export function exportCommand(world: World): Command {
  return defineCommand({
    usage: "npx custom-user-pool users export --from POOL --out FILE",
    description: `Writes the groups and users of a pool into a file of JSON lines: user names, attributes, status, groups and second factors. It only reads.

It cannot hold passwords, the secrets of authenticators, or passkeys: Cognito gives them to nobody. Repeat a run that was stopped, and it goes on. The file is for your eyes only (mode 600).`,
    options: {
      from: value("POOL", "the pool's id", readPoolId),
      out: value("FILE", "the file to write, which must not be there yet", fileOf),
      "no-mfa": flag("leaves out the second factors, for which each user has to be asked"),
      "dry-run": flag("says how many users there are about, and writes nothing"),
      ...paceOptions,
    },
    run: async ({ options, output, signal }) => {
      const { api } = atPace(world, options, signal);
      const file = needed(options.out, "out", "FILE");
      const pool = await poolFacts(api, needed(options.from, "from", "POOL"));
      if (existsSync(file))
        throw new CommandError(`\`${file}\` is there already. Say another \`--out\`, or remove it.`);
      const mfa = pool.mfa !== "OFF" && !options["no-mfa"];
      if (options["dry-run"]) {
        const asked = mfa ? ", and each is asked for the second factors" : "";
        output.result({
          text: `${pool.id} has about ${pool.estimate.toLocaleString("en")} users${asked}.\n`,
          json: { dryRun: true, userPoolId: pool.id, estimate: pool.estimate, mfa },
        });
        return exitCodes.fine;
      }
      const { users, groups, taken } = await withProgress(output, world.clock, {
        title: `Exporting ${pool.id}`,
        what: "users",
        total: pool.estimate,
        run: (report) =>
          exportUsers({ api, pool, file, mfa, report, now: () => world.clock.now() }).catch(
            (error: unknown) => {
              throw unusable(
                error,
                file,
                "What was read stays in a file beside it; run the command again, or with another `--out`.",
              );
            },
          ),
      });
      const earlier = taken > 0 ? `, ${taken.toLocaleString("en")} of them by an earlier run` : "";
      const line = `${users.toLocaleString("en")} users${earlier}, ${groups} groups: ${file}`;
      output.result({ text: `${output.mark("fine", line)}\n`, json: { users, groups, taken, file } });
      return exitCodes.fine;
    },
  });
}

function fileOf(given: string, option: string): string {
  if (given !== "" && given !== "-") return given;
  throw new UsageError(
    `Expected \`--${option}\` to be the name of a file, so that a run that was stopped can go on, got \`${given}\`.`,
  );
}
