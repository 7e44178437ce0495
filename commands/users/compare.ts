import { type Command, defineCommand } from "../support/command";
import { exitCodes } from "../support/exitCodes";
import { value } from "../support/options";
import { estimateOf, sourceOf } from "./data/source";
import { withProgress } from "./progress";
import { mappingOptions, openPools, paceOptions, poolsOptions, type World, wholeNumber } from "./shared";
import { comparePools, type Difference } from "./work/comparePools";

export function compareCommand(world: World): Command {
  return defineCommand({
    usage: "npx custom-user-pool users compare --from POOL|FILE --to POOL",
    description: `Compares the users of the old pool with those of the new one: who is missing, who is there besides, and whose attributes or disabling differ. It only reads, and shows names of attributes, never values.`,
    options: {
      ...poolsOptions,
      limit: value(
        "N",
        "how many differences of each kind are shown, 100 without it; all are counted",
        wholeNumber(0),
      ),
      ...mappingOptions,
      ...paceOptions,
    },
    exits: { different: "there are differences" },
    run: async ({ options, output, signal }) => {
      const { api, from, pool, mapping } = await openPools(world, options, signal);
      const to = sourceOf(pool.id, api);
      const total = pool.estimate + (await estimateOf(from, api));
      const differences: Difference[] = [];
      const tell = (difference: Difference) => void differences.push(difference);
      const found = await withProgress(output, world.clock, {
        title: `Comparing ${from.name} with ${to.name}`,
        what: "users",
        total,
        run: (report) =>
          comparePools({ api, from, to, toId: pool.id, mapping, limit: options.limit ?? 100, tell, report }),
      });
      const { same, missing, different, extra, federated } = found;
      const isSame = missing + different + extra === 0;
      const line = `${same} are the same, ${missing} missing, ${different} different, ${extra} only in the new pool; ${federated} federated users were left out.`;
      const lines = [...differences.map(differenceLine), output.mark(isSame ? "fine" : "warning", line), ""];
      output.result({ text: lines.join("\n"), json: { ...found, differences } });
      return isSame ? exitCodes.fine : exitCodes.different;
    },
  });
}

function differenceLine(difference: Difference): string {
  const { kind, username } = difference;
  if (kind === "missing") return `- ${username}`;
  if (kind === "extra") return `+ ${username}`;
  return `~ ${username}: ${difference.what.join(", ")}`;
}
