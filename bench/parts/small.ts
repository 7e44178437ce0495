import { Bench } from "tinybench";
import { bundle, ownHandlers, packageFolder } from "../../components/lambda/bundle";
import { templateBody } from "../../components/stack/template";
import { settingsFaults } from "../../handlers/userPool/rules/decode";
import type { Context } from "../context";
import { allTriggers, exampleSettings, largestSettings, triggerArn } from "../exampleSettings";
import { type Findings, summarize } from "../results";

const inputs = {
  serviceToken: "arn:aws:lambda:us-east-1:123456789012:function:handler",
  serviceTimeout: 600,
  settings: exampleSettings,
  lambdaConfig: { PostConfirmation: triggerArn },
};

/** What happens in one process: for each pool, each preview, each invocation. */
const tasks: Readonly<Record<string, () => unknown>> = {
  "check the example's settings": () => refuseFaults(exampleSettings),
  "check the largest legal settings, with all triggers": () =>
    refuseFaults({ ...largestSettings, LambdaConfig: allTriggers }),
  "the example's template": () => templateBody(inputs),
  "the template of the largest legal settings, with all triggers": () =>
    templateBody({ ...inputs, settings: largestSettings, lambdaConfig: allTriggers }),
  "bundle the handler": () => bundle({ ...ownHandlers.userPool, folder: packageFolder() }),
  "bundle the trigger": () => bundle({ ...ownHandlers.postConfirmation, folder: packageFolder() }),
};

/** Milliseconds of the single steps, measured by tinybench in several interleaved rounds. */
export async function measureSmall({ quick, report }: Context): Promise<Findings> {
  const rounds = quick ? 2 : 7;
  const medians = new Map(Object.keys(tasks).map((name) => [name, [] as number[]]));
  report(`small: ${medians.size} steps in ${rounds} rounds`);
  for (let round = 0; round < rounds; round += 1) {
    const bench = new Bench({ throws: true, time: quick ? 50 : 200, iterations: 5, warmupIterations: 2 });
    for (const [name, task] of Object.entries(tasks)) bench.add(name, task);
    await bench.run();
    for (const { name, result } of bench.tasks) {
      if (result.state !== "completed") throw new Error(`\`${name}\` did not complete: ${result.state}`);
      medians.get(name)?.push(result.latency.p50);
    }
  }
  const rows = [...medians].map(([name, values]) => ({ name, ours: true, cells: [summarize(values)] }));
  return {
    tables: [
      { title: "Single steps", columns: ["ms"], rows, note: `tinybench's medians of ${rounds} rounds.` },
    ],
    budgets: [],
  };
}

function refuseFaults(settings: object): void {
  const faults = settingsFaults(settings);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join(" "));
}
