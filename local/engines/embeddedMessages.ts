import type { Inputs, Props } from "../provider/resourceType";
import type { Config } from "./engine";

/** A resource as the embedded engine remembers it. */
export interface ResourceState {
  /** The resource's type and logical name. */
  urn: string;
  type: string;
  id: string;
  inputs: Inputs;
  outs: Props;
  /** It did not become ready: the next run tries again, as Pulumi does with its "init errors". */
  failed?: true;
}

/** What the engine tells the process that runs the program, once, first. */
export interface RunRequest {
  /** Where Pulumi.yaml and index.ts are. */
  folder: string;
  config: Config;
  state: ResourceState[];
}

/** What has been done about one registration, by the word that Pulumi's CLI has for it. */
export type Change = "create" | "update" | "replace" | "same";

/** What the process tells the engine. */
export type RunMessage =
  | { kind: "resource"; change: Change; resource?: ResourceState }
  | { kind: "deleted"; urn: string }
  | { kind: "report"; line: string }
  | { kind: "outputs"; outputs: Record<string, unknown> }
  | { kind: "error"; message: string };
