import { type Aws, connectLocal, localEnvironment } from "../commands/support/aws";
import type { EngineChoice } from "./chooseEngine";
import type { ProviderChoice } from "./chooseProvider";
import { type LocalAws, startLocalAws } from "./emulator/localAws";
import { EmbeddedEngine } from "./engines/embedded";
import type { Engine } from "./engines/engine";
import { PulumiEngine } from "./engines/pulumi";
import { type Inventory, takeInventory } from "./inventory";
import type { Options } from "./options";

/** What a run needs from its surroundings. */
export interface Surroundings {
  options: Options;
  /** The folder of the program's Pulumi.yaml. */
  folder: string;
  choice: EngineChoice;
  provider: ProviderChoice;
  /** Aborted when the user wants the run to end. */
  interruption: AbortSignal;
}

/** What is there once the local AWS runs. */
export interface Running {
  local: LocalAws;
  aws: Aws;
  environment: Record<string, string>;
  engine: Engine;
  /** What was there before the run. */
  before: Inventory;
  /** Aborted by the user, or when the emulator ends. */
  stop: AbortSignal;
}

/** Starts the local AWS, looks at what it has already, and makes the engine that deploys to it. */
export async function startRunning(
  surroundings: Surroundings,
  report: (line: string) => void,
): Promise<Running> {
  const { options, folder, choice, provider, interruption } = surroundings;
  const local = await startLocalAws({
    port: options.port,
    withoutAction: options.withoutAction,
    report,
    signal: interruption,
  });
  const stop = AbortSignal.any([interruption, local.ended]);
  const environment = localEnvironment(local.endpoint);
  const aws = connectLocal(environment);
  const common = {
    aws: environment,
    project: folder,
    report,
    signal: stop,
  };
  const engine =
    choice.name === "pulumi" && choice.cli
      ? new PulumiEngine({ ...common, cli: choice.cli, provider: provider.name })
      : new EmbeddedEngine(common);
  const before = await takeInventory(aws).catch(async (error: unknown) => {
    await local.stop();
    throw error;
  });
  return { local, aws, environment, engine, before, stop };
}
