import { randomUUID } from "node:crypto";
import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import type { Answer, AnswerServer } from "./answerServer";
import type { FakeStacks } from "./fakeStacks";

type Properties = Record<string, unknown>;

/** Runs one delivery of an event; resolves when the function ended, whichever way. */
export type Invoke = (event: CloudFormationCustomResourceEvent) => Promise<"returned" | "failed">;

/** The invocation did not end by itself: the environment was lost. */
export class CrashError extends Error {
  override readonly name = "CrashError";
}

const serviceToken = "arn:aws:lambda:eu-west-1:123456789012:function:user-pool-handler";

/** Lambda repeats an event whose function failed twice, after one and two minutes. */
const deliveries = 3;
const pauseMs = 60_000;

/** What the stack says while it removes what an Update has left. */
const cleanUps = {
  done: "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
  takenBack: "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
} as const;

/** What else happens to the stack during an Update. */
export interface Circumstances {
  /** Something else fails afterwards, so that the Update is rolled back. */
  laterFailure?: boolean;
  /** Which resource the Update of that rollback is about, if there was a replacement: AWS does not say which. */
  rollsBack?: "old" | "new";
}

/**
 * One resource of a stack, played as CloudFormation plays it: properties as strings, a Delete after a failed Create, a
 * rollback after a failed Update, a clean-up after a replacement.
 */
export class StackResource {
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  physicalId: string | undefined;
  /** Answers in the order in which CloudFormation took them. */
  readonly history: (Answer & { RequestType: string })[] = [];
  #properties: Properties = {};
  /** What a successful Update that is rolled back has made. */
  #abandoned: string | undefined;
  readonly #invoke: Invoke;
  readonly #server: AnswerServer;
  readonly #stacks: FakeStacks | undefined;
  readonly #pause: (ms: number) => Promise<void>;

  constructor(world: {
    invoke: Invoke;
    server: AnswerServer;
    stacks?: FakeStacks;
    /** Lets time pass. */
    pause?: (ms: number) => Promise<void>;
    stackId?: string;
    type?: string;
    logicalId?: string;
  }) {
    this.stackId =
      world.stackId ?? `arn:aws:cloudformation:eu-west-1:123456789012:stack/demo/${randomUUID()}`;
    this.#stacks = world.stacks;
    this.#pause = world.pause ?? (() => Promise.resolve());
    this.#invoke = world.invoke;
    this.#server = world.server;
    this.type = world.type ?? "Custom::UserPool";
    this.logicalId = world.logicalId ?? "UserPool";
  }

  /** Creates the resource; a failed Create is followed by its Delete. */
  async create(properties: Properties): Promise<Answer> {
    const event = this.createEvent(properties);
    this.#properties = properties;
    const answer = await this.deliver(event);
    this.physicalId = answer.PhysicalResourceId;
    if (answer.Status === "FAILED") await this.delete();
    return answer;
  }

  /** What the stack says of the resource. */
  get properties(): Properties {
    return this.#properties;
  }

  /**
   * Updates the resource. A failed Update is rolled back by another one; so is a successful one when something else in
   * the stack fails later. After a replacement the old resource is deleted, with its old properties; after one that was
   * taken back the new resource, with the new ones.
   */
  async update(
    properties: Properties,
    { laterFailure, rollsBack = "old" }: Circumstances = {},
  ): Promise<Answer> {
    const [oldId, oldProperties] = [this.#id, this.#properties];
    const answer = await this.deliver(this.updateEvent(oldId, properties, oldProperties));
    if (answer.Status === "FAILED") {
      await this.rollBack(properties);
    } else if (laterFailure) {
      if (rollsBack === "new") this.physicalId = answer.PhysicalResourceId;
      else this.#abandoned = answer.PhysicalResourceId;
      await this.rollBack(properties);
    } else {
      this.#properties = properties;
      await this.#move(answer.PhysicalResourceId, oldProperties, "done");
    }
    return answer;
  }

  /** Takes an Update back: by itself when it failed, and again when somebody continues a rollback that failed. */
  async rollBack(failed: Properties): Promise<void> {
    const answer = await this.deliver(this.updateEvent(this.#id, this.#properties, failed));
    if (answer.Status === "FAILED") throw new Error(`UPDATE_ROLLBACK_FAILED: ${answer.Reason}`);
    const abandoned = this.#abandoned ?? this.#id;
    this.#abandoned = undefined;
    if (abandoned !== this.#id) await this.#cleanUp(abandoned, failed, "takenBack");
    await this.#move(answer.PhysicalResourceId, failed, "takenBack");
  }

  /** An Update may answer with another physical id; then the one before is cleaned up. */
  async #move(id: string, formerProperties: Properties, update: keyof typeof cleanUps): Promise<void> {
    const former = this.#id;
    this.physicalId = id;
    if (id !== former) await this.#cleanUp(former, formerProperties, update);
  }

  /** CloudFormation repeats a failed Delete of what was replaced, with new requests, a few times. */
  async #cleanUp(id: string, properties: Properties, update: keyof typeof cleanUps): Promise<void> {
    for (let tries = 0; tries < deliveries; tries++) {
      const event = this.deleteEvent(id, properties);
      this.#stacks?.set(this.stackId, cleanUps[update]);
      const { Status } = await this.deliver(event);
      if (Status === "SUCCESS") return;
    }
  }

  async delete(): Promise<Answer> {
    const id = this.#id;
    const answer = await this.deliver(this.deleteEvent(id, this.#properties));
    if (answer.PhysicalResourceId !== id) throw new Error("A Delete answered with another physical id.");
    return answer;
  }

  /** Delivers an event as often as Lambda would, and returns the answer that counts. */
  async deliver(event: CloudFormationCustomResourceEvent): Promise<Answer> {
    for (let delivery = 1; delivery <= deliveries; delivery++) {
      if ((await this.#invoke(event)) === "returned") break;
      await this.#pause(delivery * pauseMs);
    }
    return this.take(event);
  }

  /** The answer that counts: the first one. */
  take(event: CloudFormationCustomResourceEvent): Answer {
    const [answer] = this.#server.answersTo(event.RequestId);
    if (!answer) throw new Error(`Nobody answered the ${event.RequestType}; the stack hangs.`);
    this.history.push({ ...answer, RequestType: event.RequestType });
    this.#stacks?.ends(this, event.RequestType, answer.Status);
    return answer;
  }

  createEvent(properties: Properties): Extract<CloudFormationCustomResourceEvent, { RequestType: "Create" }> {
    return { ...this.#common(properties, "Create"), RequestType: "Create" };
  }

  updateEvent(id: string, properties: Properties, oldProperties: Properties) {
    return {
      ...this.#common(properties, "Update"),
      RequestType: "Update" as const,
      PhysicalResourceId: id,
      OldResourceProperties: { ServiceToken: serviceToken, ...asCloudFormationSends(oldProperties) },
    };
  }

  deleteEvent(id: string, properties: Properties = this.#properties) {
    return { ...this.#common(properties, "Delete"), RequestType: "Delete" as const, PhysicalResourceId: id };
  }

  get #id(): string {
    if (this.physicalId === undefined) throw new Error("The resource was not created.");
    return this.physicalId;
  }

  #common(properties: Properties, type: "Create" | "Update" | "Delete") {
    const requestId = randomUUID();
    this.#stacks?.begins(this, type);
    return {
      ServiceToken: serviceToken,
      ResponseURL: this.#server.url(requestId),
      StackId: this.stackId,
      RequestId: requestId,
      ResourceType: this.type,
      LogicalResourceId: this.logicalId,
      ResourceProperties: {
        ServiceToken: serviceToken,
        ServiceTimeout: "600",
        ...asCloudFormationSends(properties),
      },
    };
  }
}

/** CloudFormation turns every scalar into a string, at every depth. */
export function asCloudFormationSends(properties: Properties): Properties {
  return JSON.parse(JSON.stringify(properties), (_key, value: unknown) =>
    typeof value === "number" || typeof value === "boolean" ? String(value) : value,
  ) as Properties;
}
