import type { Aws } from "../commands/support/aws";
import type { Step } from "../commands/support/steps";
import { ADOPTING, adoptionSteps } from "./adoptionSteps";
import type { Config } from "./engines/engine";
import type { Shell } from "./migrationCommands";
import { MIGRATING, migrationSteps } from "./migrationSteps";

/** What the steps need of the run that they are part of. */
interface Host {
  readonly aws: () => Aws;
  readonly outputs: () => Record<string, string>;
  readonly shell: () => Shell;
  /** Adds to the configuration of every deployment. */
  readonly configure: (config: Config) => void;
  readonly up: (config: Config, report: (line: string) => void) => Promise<unknown>;
  readonly unlessStopped: <T>(work: Promise<T>) => Promise<T>;
}

/** What an example adds to a run: before it is deployed, while it is, and after it is destroyed. */
export interface ExampleSteps {
  readonly before: Step[];
  readonly deployed: Step[];
  readonly after: Step[];
}

export function exampleSteps(example: string | undefined, host: Host): ExampleSteps {
  if (example === ADOPTING) return { ...adoptionSteps(host), deployed: [] };
  return { before: [], deployed: example === MIGRATING ? migrationSteps(host) : [], after: [] };
}
