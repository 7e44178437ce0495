import type { Aws } from "../../commands/support/aws";
import { check } from "./check";
import { diff, isZero } from "./diff";
import { previewCreate, previewUpdate } from "./preview";
import type {
  AutoName,
  CheckResult,
  Definition,
  DiffResult,
  Inputs,
  PropertyRule,
  Props,
  ProviderContext,
  ResourceType,
} from "./resourceType";

/** What all types share: the rules of their properties. A type adds its calls of AWS. */
export abstract class LocalResource implements ResourceType, Definition {
  abstract readonly title: string;
  abstract readonly properties: Record<string, PropertyRule>;
  abstract readonly outputs: readonly string[];
  readonly autoName?: AutoName;
  readonly usesFramework?: true;
  protected readonly context: ProviderContext;
  protected readonly aws: Aws;

  constructor(context: ProviderContext) {
    this.context = context;
    this.aws = context.aws;
  }

  check(urn: string, inputs: Inputs, olds: Inputs | undefined): Promise<CheckResult> {
    return Promise.resolve(check(this, { urn, inputs, olds }));
  }

  diff(_id: string, olds: Props, news: Inputs): Promise<DiffResult> {
    return diff(this, olds, news);
  }

  preview(inputs: Inputs, olds?: Props): Promise<Props> {
    return olds
      ? previewUpdate(this, this.context, { olds, news: inputs })
      : Promise.resolve(previewCreate(this, this.context, inputs));
  }

  unknownAfter(_changed: readonly string[]): readonly string[] {
    return [];
  }

  imported(props: Props): Inputs {
    const inputs = Object.entries(props).filter(
      ([name, value]) => this.properties[name] !== undefined && name !== "region" && !isZero(value),
    );
    return Object.fromEntries(inputs);
  }

  abstract create(inputs: Inputs): Promise<{ id: string; outs: Props }>;
  abstract read(id: string, props: Props): Promise<{ id: string; props: Props } | undefined>;
  abstract update(id: string, olds: Props, news: Inputs): Promise<Props>;
  abstract delete(id: string, props: Props): Promise<void>;
}
