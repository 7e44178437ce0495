import { parseArgs } from "node:util";
import { CommandError } from "../commands/support/errors";
import type { ProviderName } from "../local/chooseProvider";
import { providerOf } from "../local/options";

export const partNames = ["bundle", "small", "program", "deployment", "growth"] as const;
export type PartName = (typeof partNames)[number];

export const help = `npm run bench [-- OPTIONS]

Measures the bundles, the program and its deployments to MiniStack, side by side and interleaved, and writes
bench/results.md and bench/results.svg. It ends with exit code 1 when anything that is measured fails.

  --quick        a few rounds: to see that it works, not to quote; writes no files
  --only PART    ${partNames.join(", ")}; may be given many times; writes no files
  --provider P   aws or local: the AWS provider of the deployments; without it both, as far as the real
                 one is installed
  --peers DIR    also runs DIR/run.sh, which deploys the same pool with other tools
  --json         prints the findings as one JSON object on standard output, and everything else on standard error
  --help         shows this text
`;

export interface Options {
  readonly quick: boolean;
  readonly only: readonly PartName[];
  readonly provider?: ProviderName;
  readonly peers?: string;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line. Refuses what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { quick = false, only = [], provider, peers, json = false, help: asked = false } = parse(args);
  const parts = only.map(partOf);
  return {
    quick,
    only: parts.length > 0 ? parts : partNames,
    ...(provider !== undefined && { provider: providerOf(provider) }),
    ...(peers !== undefined && { peers }),
    json,
    help: asked,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean" },
        only: { type: "string", multiple: true },
        provider: { type: "string" },
        peers: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${said}. \`npm run bench -- --help\` lists the options.`, { cause: error });
  }
}

function partOf(name: string): PartName {
  const part = partNames.find((known) => known === name);
  if (part !== undefined) return part;
  throw new CommandError(`Expected \`--only\` to be one of ${partNames.join(", ")}, got \`${name}\`.`);
}
