import { systemClock } from "../handlers/customResource/clock";
import type { Command } from "./support/command";
import { exitCodes } from "./support/exitCodes";
import { table } from "./support/help";
import { hint } from "./support/options";
import { Output } from "./support/output";
import { connect } from "./users/cognito/api";
import { compareCommand } from "./users/compare";
import { exportCommand } from "./users/export";
import { groupsCommand } from "./users/groups";
import { importCommand } from "./users/import";
import type { World } from "./users/shared";
import { statusCommand } from "./users/status";

const summaries = {
  status: "counts the users of both pools, and who of the old one is in the new one",
  export: "writes the users and groups of a pool into a file",
  import: "makes the users of a file in a pool",
  groups: "copies groups and memberships",
  compare: "says how the users of two pools differ",
};

const help = `npx custom-user-pool users COMMAND [options]

Commands
${table(Object.entries(summaries))}

\`npx custom-user-pool users COMMAND --help\` shows the options of one.
`;

/** The commands about users, in a world of the test's or in the real one. */
export function usersCommand(world: World): Command {
  const commands: Readonly<Record<keyof typeof summaries, Command>> = {
    status: statusCommand(world),
    export: exportCommand(world),
    import: importCommand(world),
    groups: groupsCommand(world),
    compare: compareCommand(world),
  };
  return {
    run: async ([name = "--help", ...args], start) => {
      if (["--help", "-h", "help"].includes(name)) {
        (start.streams ?? process).stdout.write(help);
        return exitCodes.fine;
      }
      const found = Object.entries(commands).find(([known]) => known === name);
      if (found) return found[1].run(args, start);
      const output = new Output({ json: args.includes("--json"), quiet: false }, start.streams);
      output.fail(`Unknown command \`users ${name}\`. ${hint(name, Object.keys(summaries))}`);
      return exitCodes.usage;
    },
  };
}

export const command = usersCommand({ connect: () => connect(), clock: systemClock });
