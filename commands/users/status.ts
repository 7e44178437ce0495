import { type Command, defineCommand } from "../support/command";
import { exitCodes } from "../support/exitCodes";
import { value } from "../support/options";
import type { Output } from "../support/output";
import { estimateOf, sourceOf } from "./data/source";
import { withProgress } from "./progress";
import { mappingOptions, openPools, paceOptions, poolsOptions, type World, wholeNumber } from "./shared";
import { countUsers, type PoolCounts, type Status } from "./work/countUsers";

const dayMs = 86_400_000;

export function statusCommand(world: World): Command {
  return defineCommand({
    usage: "npx custom-user-pool users status --from POOL|FILE --to POOL",
    description: `Counts the users of both pools, and how many of the old one's are in the new one. It only reads.

Cognito tells when a user was made and last changed; when one last signed in it does not.`,
    options: {
      ...poolsOptions,
      days: value("N", "what counts as lately: the last N days, 7 without it", wholeNumber(1)),
      ...mappingOptions,
      ...paceOptions,
    },
    exits: { different: "users of the old pool are not in the new one" },
    run: async ({ options, output, signal }) => {
      const { api, from, pool, mapping } = await openPools(world, options, signal);
      const to = sourceOf(pool.id, api);
      const since = new Date(world.clock.now() - (options.days ?? 7) * dayMs);
      const total = pool.estimate + (await estimateOf(from, api));
      const status = await withProgress(output, world.clock, {
        title: "Reading both pools",
        what: "users",
        total,
        run: (report) => countUsers({ from, to, mapping, since }, report),
      });
      output.result({ text: statusText(status, output), json: status });
      return status.missing > 0 ? exitCodes.different : exitCodes.fine;
    },
  });
}

const rows: readonly (readonly [string, (counts: PoolCounts) => number])[] = [
  ["users", ({ users }) => users],
  ["disabled", ({ disabled }) => disabled],
  ["unconfirmed", ({ statuses }) => statuses["UNCONFIRMED"] ?? 0],
  ["with a temporary password", ({ statuses }) => statuses["FORCE_CHANGE_PASSWORD"] ?? 0],
  ["to reset their password", ({ statuses }) => statuses["RESET_REQUIRED"] ?? 0],
  ["federated", ({ federated }) => federated],
  ["made lately", ({ createdLately }) => createdLately],
  ["made or changed lately", ({ modifiedLately }) => modifiedLately],
];

const cell = (content: number | string): string => content.toLocaleString("en").padStart(12);

function statusText({ from, to, moved, missing }: Status, output: Output): string {
  const lines = rows.map(([name, of]) => `${name.padEnd(26)}${cell(of(from))}${cell(of(to))}`);
  const kind = missing === 0 ? "fine" : "warning";
  const both = `${moved.toLocaleString("en")} of the old pool's users are in the new one, ${missing.toLocaleString("en")} are not.`;
  return [`${"".padEnd(26)}${cell("old")}${cell("new")}`, ...lines, output.mark(kind, both), ""].join("\n");
}
