import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../engine/judge";
import { knownCopy, settle } from "../engine/knownParts";
import type { Place } from "../engine/place";
import { resolved } from "../engine/resolved";
import type { Narrow } from "./narrow";
import type { FunctionArgs } from "./nodeFunction";
import { type PolicyDocument, type PolicyStatement, policyDocument } from "./policies";

/** A permission that only some pools need. */
export interface Grant {
  /** What it is about: grants of one kind share a policy. */
  readonly kind: string;
  /** What the permission is for, such as the ARNs of roles; none for all of the handler's own pools. */
  readonly targets: pulumi.Input<string[]>;
  /** The statement for all targets of a kind. */
  readonly statement: (place: Place, targets: readonly string[]) => PolicyStatement;
}

/** IAM's limit for all inline policies of a role together; white space does not count. */
const longestPolicies = 10_240;

/** IAM takes no policy without statements. This one forbids an action that no service has. */
const nothing: PolicyStatement = { Effect: "Deny", Action: "none:null", Resource: "*" };

interface Batch {
  readonly policy: iam.RolePolicy;
  readonly targets: pulumi.Input<string[]>[];
}

/** A handler, as its policies see it. */
interface Owner {
  /** What messages call it. */
  readonly title: string;
  readonly name: string;
  readonly role: Narrow<iam.Role, "name">;
  readonly place: pulumi.Output<Place>;
  /** What the role always may, in whatever place. */
  readonly ownStatements: (place: Place) => PolicyStatement[];
  /** What the program lets it do besides. */
  readonly policyStatements: FunctionArgs["policyStatements"];
}

/**
 * The policies of a handler's role that its pools ask for: one for each kind of grant, with a list of all that the
 * program's pools name, since a policy for each pool would soon exceed what IAM lets a role have.
 *
 * Pools are registered one after the other. A list takes in all that are made in one go, which is the whole program
 * unless it waits in between; what comes later gets a further list.
 */
export class RolePolicies {
  readonly #parent: pulumi.Resource;
  readonly #owner: Owner;
  readonly #open = new Map<string, Batch>();
  readonly #counts = new Map<string, number>();
  readonly #lengths: Promise<number>[];
  #isRefused = false;

  constructor(parent: pulumi.Resource, owner: Owner) {
    this.#parent = parent;
    this.#owner = owner;
    const own = lengthOf(policyDocument(owner.ownStatements(shortPlace)));
    const given = leastLength(resolved<object[]>(owner.policyStatements ?? []), (known) =>
      Array.isArray(known) ? lengthOf(known) : 0,
    );
    this.#lengths = [Promise.resolve(own), given];
    void this.#refuseTooLong();
  }

  /** The policy that will hold the grant. */
  add(grant: Grant): iam.RolePolicy {
    const batch = this.#open.get(grant.kind) ?? this.#begin(grant);
    batch.targets.push(grant.targets);
    return batch.policy;
  }

  #begin(grant: Grant): Batch {
    const targets: pulumi.Input<string[]>[] = [];
    const complete = endOfTurn().then(() => {
      this.#open.delete(grant.kind);
      return targets;
    });
    const lists = resolved<string[][]>(complete);
    const document = pulumi
      .all([this.#owner.place, lists])
      .apply(([place, known]) => write(grant, place, known));
    this.#lengths.push(leastLength(lists, (known) => lengthOf(write(grant, shortPlace, shortened(known)))));
    void this.#refuseTooLong();
    const batch = { targets, policy: this.#register(grant.kind, document) };
    this.#open.set(grant.kind, batch);
    return batch;
  }

  #register(kind: string, document: pulumi.Output<PolicyDocument>): iam.RolePolicy {
    const { name, role } = this.#owner;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return new iam.RolePolicy(
      [name, kind, ...(count === 1 ? [] : [count])].join("-"),
      { role: role.name, policy: pulumi.jsonStringify(document) },
      // A changed list is a new policy, made before the pools change, and the old one goes when all is done: until then a
      // rollback may need what only the old one grants, such as passing the former SMS role.
      { parent: this.#parent, replaceOnChanges: ["policy"] },
    );
  }

  /** No policy waits for this: what one of them names may come from a pool that another is for. */
  async #refuseTooLong(): Promise<void> {
    const lengths = await Promise.all(this.#lengths);
    const length = lengths.reduce((sum, one) => sum + one, 0);
    if (length <= longestPolicies || this.#isRefused) {
      return;
    }
    this.#isRefused = true;
    throw refusal(this.#owner.title, [
      `The policies of its role must have at most ${longestPolicies} characters together, as IAM demands, got at least ${length}: ` +
        "give some of its pools a `handler` of their own. What counts are the ids in `adoptUserPoolId`, the SMS roles and the " +
        "keys of all its pools, and the handler's `policyStatements`.",
    ]);
  }
}

/** When the code that runs now has ended. A promise, since a unit test may have stopped the timers. */
function endOfTurn(): Promise<void> {
  return Promise.resolve();
}

function write({ statement }: Grant, place: Place, lists: readonly (readonly string[])[]): PolicyDocument {
  const targets = [...new Set(lists.flat())].toSorted();
  return policyDocument(targets.length === 0 ? [nothing] : [statement(place, targets)]);
}

function lengthOf(document: unknown): number {
  return JSON.stringify(document).length;
}

/** The shortest that there is: a preview does not know where it deploys to before the first deployment. */
const shortPlace: Place = { partition: "aws", region: "us-east-1", account: "123456789012" };
const shortTarget = "arn:aws:iam::123456789012:role/";

/** The least that something can be long, whatever of it is not known. */
async function leastLength(source: object, measure: (known: unknown) => number): Promise<number> {
  const { value } = await settle({ path: "", source });
  return measure(knownCopy(value));
}

/** Lists of targets in which a short one stands for each that is not known. */
function shortened(lists: unknown): string[][] {
  let count = 0;
  const known = (value: unknown): string => {
    count += 1;
    return typeof value === "string" ? value : `${shortTarget}${count}`;
  };
  return (Array.isArray(lists) ? lists : [lists]).map((list: unknown) =>
    Array.isArray(list) ? list.map(known) : [known(list)],
  );
}
