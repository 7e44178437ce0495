import type { Aws } from "../../commands/support/aws";
import { describeError } from "../../commands/support/errors";
import type { Refuse } from "./refusals";

/** What a program gives a resource: property names and values as in `@pulumi/aws`. */
export type Inputs = Record<string, unknown>;

/** What a resource is: its inputs, and what AWS has added. */
export type Props = Record<string, unknown>;

/** One input that the resource refuses. */
export interface CheckFailure {
  property: string;
  reason: string;
}

export interface CheckResult {
  inputs: Inputs;
  failures: CheckFailure[];
}

export interface DiffResult {
  /** The changed properties: the engine looks for those of `replaceOnChanges` among them. */
  changed: string[];
  /** Those of them that only a new resource can have. */
  replaces: string[];
  deleteBeforeReplace: boolean;
}

/** One type of resource: the verbs of a Pulumi provider. */
export interface ResourceType {
  /** Fills defaults such as auto-names, refuses unknown properties. */
  check(urn: string, inputs: Inputs, olds: Inputs | undefined): Promise<CheckResult>;
  diff(id: string, olds: Props, news: Inputs): Promise<DiffResult>;
  /** What a preview shows: of a new resource, or of the one that is there. Unknown values are those of the protocol. */
  preview(inputs: Inputs, olds?: Props): Promise<Props>;
  create(inputs: Inputs): Promise<{ id: string; outs: Props }>;
  read(id: string, props: Props): Promise<{ id: string; props: Props } | undefined>;
  update(id: string, olds: Props, news: Inputs): Promise<Props>;
  delete(id: string, props: Props): Promise<void>;
  /** The inputs of what was imported: what it is and a program can say, without the zero values. */
  imported(props: Props): Inputs;
}

/**
 * A resource that AWS has made, or changed, but that did not become ready. Thrown by `create` and `update`, so that the engine keeps the
 * resource in its state, with the reasons, and tries again. The fields are those that Pulumi's provider protocol has for it (ErrorResourceInitFailed).
 */
export class InitializationFailed extends Error {
  override readonly name = "InitializationFailed";
  readonly id: string;
  readonly properties: Props;
  readonly reasons: string[];

  constructor(id: string, properties: Props, cause: unknown) {
    super(describeError(cause), { cause });
    this.id = id;
    this.properties = properties;
    this.reasons = [this.message];
  }
}

/** What every type is made with. */
export interface ProviderContext {
  readonly aws: Aws;
  /** Tags of the provider's configuration, put on every resource that can have tags. */
  readonly defaultTags: Record<string, string>;
}

/** How one property behaves. */
export interface PropertyRule {
  /** A `set` is a list whose order means nothing, a `policy` is JSON of IAM, and of a `block` AWS fills what the program leaves out. */
  kind: "string" | "number" | "boolean" | "list" | "set" | "map" | "block" | "json" | "policy" | "archive";
  required?: true;
  /** Only a new resource can have another value. */
  replaces?: true;
  /** AWS chooses a value where the program gives none, so its absence changes nothing. */
  computed?: true;
  default?: unknown;
  /** What the real provider refuses in its own check of the program. */
  refuse?: Refuse;
  /** Whether a program that leaves it out takes away what the resource has, where `computed` does not tell. */
  isMissed?: (old: unknown) => boolean;
  /** Whether a value differs from what the resource has, where comparing the values does not tell. */
  differs?(olds: Props, value: unknown): Promise<boolean>;
}

/** What the rules of a type say about its properties. */
export interface Definition {
  /** As in `aws.iam.Role`, for messages. */
  readonly title: string;
  readonly properties: Record<string, PropertyRule>;
  /** What only AWS can say of the resource: not known before it is made. */
  readonly outputs: readonly string[];
  /** The outputs that are not known any more once these properties change. */
  unknownAfter?(changed: readonly string[]): readonly string[];
  /** Whether the real one is made with Terraform's Plugin Framework, for which Pulumi's bridge has other rules. */
  readonly usesFramework?: true;
  /** The property that gets a name of the resource's logical name and random digits where the program gives none. */
  readonly autoName?: AutoName;
}

export interface AutoName {
  readonly property: string;
  readonly maxLength: number;
}
