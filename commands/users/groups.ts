import { type Command, defineCommand } from "../support/command";
import { exitCodes } from "../support/exitCodes";
import { flag } from "../support/options";
import { Problems } from "./problems";
import { withProgress } from "./progress";
import { mappingOptions, openPools, paceOptions, poolsOptions, type World } from "./shared";
import { copyGroups } from "./work/copyGroups";

export function groupsCommand(world: World): Command {
  return defineCommand({
    usage: "npx custom-user-pool users groups --from POOL|FILE --to POOL",
    description: `Makes the old pool's groups in the new one, and adds the users that are there already. Nothing is taken away, and what is there is left as it is.

Repeat it whenever more users have come; a run that was stopped is repeated, too.`,
    options: {
      ...poolsOptions,
      "dry-run": flag("says what there is to do, and does nothing"),
      ...mappingOptions,
      ...paceOptions,
    },
    exits: { different: "done, but members of groups are not in the new pool" },
    run: async ({ options, output, signal }) => {
      const { api, from, pool: to, mapping } = await openPools(world, options, signal);
      const problems = new Problems(output);
      const isDryRun = options["dry-run"];
      const done = await withProgress(output, world.clock, {
        title: `Copying groups to ${to.id}`,
        what: "memberships",
        total: 0,
        run: (report) =>
          copyGroups({
            api,
            from,
            to,
            mapping,
            isDryRun,
            report,
            problem: (username, group, reason) =>
              problems.add(`${username} in ${group}: ${reason}`, { username, group, reason }),
          }),
      });
      const would = isDryRun ? "would be " : "";
      const line = `${done.groups} groups ${would}made, ${done.memberships} memberships ${would}added; ${done.existed} were there, ${done.absent} are of users who are not.`;
      output.result({
        text: `${output.mark(done.absent > 0 ? "warning" : "fine", line)}\n`,
        json: { ...done, dryRun: isDryRun, problems: problems.first },
      });
      return done.absent > 0 ? exitCodes.different : exitCodes.fine;
    },
  });
}
