import { goneStatus, type Stacks, type Status } from "../../handlers/userPool/aws/stacks";

interface Resource {
  stackId: string;
  logicalId: string;
}

/** CloudFormation as far as the handler asks it: the states of stacks and of their resources. */
export class FakeStacks {
  /** Whether it can be asked. */
  isAvailable = true;
  /** Whether the role may ask for whole stacks. */
  knowsStacks = true;
  /** How often it was asked. */
  asked = 0;
  readonly #stacks = new Map<string, string>();
  readonly #resources = new Map<string, string>();

  /** The stack works on a resource. */
  begins({ stackId, logicalId }: Resource, type: string): void {
    this.#stacks.set(stackId, `${type.toUpperCase()}_IN_PROGRESS`);
    this.#resources.set(`${stackId} ${logicalId}`, `${type.toUpperCase()}_IN_PROGRESS`);
  }

  /** The resource has answered. */
  ends({ stackId, logicalId }: Resource, type: string, status: "SUCCESS" | "FAILED"): void {
    const state = `${type.toUpperCase()}_${status === "SUCCESS" ? "COMPLETE" : "FAILED"}`;
    this.#resources.set(`${stackId} ${logicalId}`, state);
    this.#stacks.set(stackId, state);
  }

  /** What the stack says from now on, until it works again. */
  set(stackId: string, status: string): void {
    this.#stacks.set(stackId, status);
  }

  api(): Stacks {
    const answer = (status: string | undefined): Promise<Status> => {
      this.asked += 1;
      return Promise.resolve(this.isAvailable ? (status ?? goneStatus) : undefined);
    };
    return {
      describeStacks: ({ StackName }) =>
        this.knowsStacks ? answer(this.#stacks.get(StackName)) : Promise.resolve(undefined),
      describeStackResource: ({ StackName, LogicalResourceId }) =>
        answer(this.#resources.get(`${StackName} ${LogicalResourceId}`)),
    };
  }
}
