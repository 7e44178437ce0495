import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CommandError, describeError } from "../../commands/support/errors";
import { freePort, lastLines } from "../../commands/support/processes";
import { pythonWithMiniStack } from "../../local/emulator/pythonEnvironment";
import type { Context } from "../context";
import { output } from "../processes";
import type { Row } from "../results";

/** What a peer cannot do without, besides Node. */
const needs: Readonly<Record<string, readonly string[]>> = {
  "cdk-l2": ["aws", "python3", "curl"],
  "cdk-provider": ["aws", "python3", "curl"],
  "cdk-sdkcall": ["aws", "python3", "curl"],
  terraform: ["aws", "python3", "curl", "terraform"],
};

/** By what each of them makes resources: the same as on AWS. */
const providers: Readonly<Record<string, string>> = {
  "cdk-l2": "CloudFormation",
  "cdk-provider": "CloudFormation",
  "cdk-sdkcall": "CloudFormation",
  terraform: "Terraform's aws",
};

const titles: Readonly<Record<string, string>> = {
  "cdk-l2": "CDK L2 (no custom resource)",
  "cdk-provider": "CDK, Provider framework",
  "cdk-sdkcall": "CDK, AwsCustomResource",
  terraform: "Terraform (no custom resource)",
};

export interface PeersOptions {
  /** The folder of run.sh. */
  readonly directory: string;
  /** Cycles after the first. */
  readonly warm: number;
}

/** Runs the peers' own script, which deploys the same pool with other tools to a MiniStack of its own. */
export async function measurePeers(
  context: Context,
  { directory, warm }: PeersOptions,
): Promise<{ rows: Row[]; notes: string[] }> {
  const script = join(resolve(directory), "run.sh");
  if (!existsSync(script))
    throw new CommandError(`Expected \`--peers\` to be a folder with a run.sh, got \`${directory}\`.`);
  const rows: Row[] = [];
  const notes: string[] = [];
  for (const [peer, title] of Object.entries(titles)) {
    const missing = await missingTools(needs[peer] ?? []);
    if (missing.length > 0) {
      notes.push(`${title} is left out: there is no \`${missing.join("`, no `")}\` on PATH.`);
      continue;
    }
    context.report(`peers: ${title}, ${warm} warm cycles`);
    const result = await runPeer(context, { script, peer, warm }).then(
      (printed) => rowOf(peer, title, printed),
      (error: unknown) => lastLines(describeError(error), 1),
    );
    if (typeof result === "string") notes.push(`${title} is left out, since it failed: ${result}`);
    else rows.push(result);
  }
  for (const note of notes) context.report(`peers: ${note}`);
  return { rows, notes };
}

async function missingTools(tools: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    tools.map((tool) =>
      output({ file: tool, args: ["--version"] }).then(
        () => true,
        () => false,
      ),
    ),
  );
  return tools.filter((_, index) => !found[index]);
}

interface PeerRun {
  readonly script: string;
  readonly peer: string;
  readonly warm: number;
}

async function runPeer({ folder }: Context, { script, peer, warm }: PeerRun): Promise<string> {
  const python = await pythonWithMiniStack(() => undefined);
  const work = join(folder, "peers");
  await mkdir(work, { recursive: true });
  // The script that pip installs names its interpreter by a path that may have moved since.
  const starter = join(work, "ministack");
  const main = "from ministack.app import main; main()";
  await writeFile(starter, `#!/bin/sh\nexec '${python}' -c '${main}'\n`, { mode: 0o755 });
  const env = {
    ...process.env,
    MINISTACK: starter,
    WARM: String(warm),
    WORK: work,
    TF_PLUGINS: process.env["TF_PLUGINS"] ?? "",
  };
  return output({ file: "bash", args: [script, String(await freePort()), peer], env });
}

/** One line of the script's table: `peer|setup|deploy cold / warm|no change|destroy|calls/errors|RSS|sizes; left`. */
function rowOf(peer: string, title: string, printed: string): Row {
  const line = printed.split("\n").find((candidate) => candidate.startsWith(peer));
  const [, , deploy = "", again = "", destroy = "", calls = ""] = line?.split("|") ?? [];
  const times = [deploy, again, destroy].map(warmTime);
  if (line === undefined || line.includes("!rc"))
    throw new Error(`its run failed: ${line ?? "it printed no result"}`);
  return {
    name: title,
    cells: [
      providers[peer],
      ...times,
      calls
        .trim()
        .split(/\s+/)
        .map((pair) => pair.split("/")[0])
        .join(" / "),
    ],
  };
}

function warmTime(cell: string): number {
  const time = Number(cell.split("/")[1]);
  if (!Number.isFinite(time)) throw new Error(`it printed no time, but \`${cell.trim()}\``);
  return time;
}
