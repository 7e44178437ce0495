import { parseArgs } from "node:util";
import { CommandError } from "../commands/support/errors";
import type { ProviderName } from "../local/chooseProvider";
import { providerOf } from "../local/options";

export const partNames = ["bundle", "small", "deployment", "growth"] as const;
export type PartName = (typeof partNames)[number];

export const help = `npm run bench [-- OPTIONS]

Measures the bundles, the program and its deployments to MiniStack, side by side and interleaved, and writes
bench/results.md and bench/results.svg after each part. It ends with exit code 1 when anything that is measured fails.

  --quick        a few rounds: to see that it works, not to quote; writes no files
  --only PART    ${partNames.join(", ")}; may be given many times; writes no files
  --cycles N     how often the example is deployed, left alone and destroyed in each way, and the programs
                 of growth run, after one time to warm up; 5 unless told otherwise
  --provider P   aws or local: the AWS provider of the deployments; without it both, as far as the real
                 one is installed
  --peers DIR    also runs DIR/run.sh, which deploys the same pool with other tools
  --note TEXT    one sentence about this run that the report and the plot shall tell
  --json         prints the findings as one JSON object on standard output, and everything else on standard error
  --help         shows this text
`;

export interface Options {
  readonly quick: boolean;
  readonly only: readonly PartName[];
  readonly cycles: number;
  readonly provider?: ProviderName;
  readonly peers?: string;
  readonly note?: string;
  readonly json: boolean;
  readonly help: boolean;
}

/** Reads the command line. Refuses what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { only = [], cycles, provider, help: asked = false, ...given } = parse(args);
  const { quick = false, json = false, ...texts } = given;
  const parts = only.map(partOf);
  return {
    ...texts,
    quick,
    json,
    only: parts.length > 0 ? parts : partNames,
    cycles: cycles === undefined ? usualCycles(quick) : cyclesOf(cycles),
    ...(provider !== undefined && { provider: providerOf(provider) }),
    help: asked,
  };
}

function usualCycles(quick: boolean): number {
  return quick ? 1 : 5;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: "boolean" },
        only: { type: "string", multiple: true },
        cycles: { type: "string" },
        provider: { type: "string" },
        peers: { type: "string" },
        note: { type: "string" },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new CommandError(`${said}. \`npm run bench -- --help\` lists the options.`, { cause: error });
  }
}

function cyclesOf(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new CommandError(`Expected \`--cycles\` to be a number from 1 to 99, got \`${text}\`.`);
}

function partOf(name: string): PartName {
  const part = partNames.find((known) => known === name);
  if (part !== undefined) return part;
  throw new CommandError(`Expected \`--only\` to be one of ${partNames.join(", ")}, got \`${name}\`.`);
}
