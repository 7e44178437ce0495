import type { CloudFormationCustomResourceEvent } from "aws-lambda";
import type { CognitoOperation } from "../../../handlers/userPool/aws/cognito";
import { findDrift } from "../../../handlers/userPool/plan/drift";
import { readPoolProperties } from "../../../handlers/userPool/rules/properties";
import { isPoolId } from "../../../handlers/userPool/settings/poolId";
import { asCloudFormationSends, StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import { attribute, exampleSettings, totp } from "../../support/poolSettings";
import { makeWorld, type World } from "../../support/world";

/** What a story is played with. */
interface Scene {
  world: World;
  resource: StackResource;
  /** How often each event arrives at the same time. */
  atOnce: number;
  /** How often each event arrives again, after its answer. */
  again: number;
  /** Those that have arrived. */
  events: CloudFormationCustomResourceEvent[];
}

type Step = (scene: Scene) => unknown;

// What is made needs two calls: CreateUserPool and SetUserPoolMfaConfig.
const settings = { ...exampleSettings, ...totp };
const pool = { Settings: settings };
const stricter = { Settings: { ...settings, Policies: { PasswordPolicy: { MinimumLength: 12 } } } };
const wider = { Settings: { ...settings, Schema: [...exampleSettings.Schema, attribute("plan")] } };
const byPhone = {
  Settings: { ...settings, UsernameAttributes: ["phone_number"] },
  OnImmutableChange: "replace",
};

const invented = "demo-UserPool-1A2B3C4D5E6F";

const create: Step = ({ resource }) => resource.create(pool);
const update =
  (...given: Parameters<StackResource["update"]>): Step =>
  ({ resource }) =>
    resource.update(...given);
const remove: Step = ({ resource }) => resource.delete();
const deletedOutside: Step = ({ world }) => {
  world.cognito.pools.clear();
};

const fault =
  (when: "before" | "after", fail: (world: World) => () => Promise<never> | Error) =>
  (operation: CognitoOperation): Step =>
  ({ world }) => {
    world.cognito.faults.push({ operation, when, fail: fail(world) });
  };
/** The function is lost after this call, and Lambda starts it anew. */
const crashAfter = fault("after", (world) => world.crash);
/** From this call on Cognito answers nothing until the function has given up. */
const silentFrom = fault("after", (world) => world.hang);
const answerLost = fault("after", () => () => awsError("TimeoutError", "socket hang up"));
const noEffect = fault("before", () => () => awsError("InternalErrorException", "try later"));
const refused = fault("before", () => () => awsError("InvalidParameterException", "no"));

const twiceAtOnce: Step = (scene) => {
  scene.atOnce = 2;
};
const twiceInTurn: Step = (scene) => {
  scene.again = 1;
};
/** Lambda delivers an event once more, long after. */
const arrivesAgain =
  (nth: number): Step =>
  async ({ world, events }) => {
    const event = events[nth];
    if (event) await world.invoke(event);
  };
const somethingElseFails = (rollsBack: "old" | "new") => ({ laterFailure: true, rollsBack });

/** Nobody answers the Create in time; CloudFormation deletes what it does not know, by an id that it invents. */
const createInVain: Step = async ({ resource }) => {
  await expect(resource.create(pool)).rejects.toThrow("Nobody answered the Create");
  resource.physicalId = invented;
  await resource.delete();
};

/** Something else fails while the Create runs, and the Delete overtakes it. */
const createCancelled: Step = async ({ world, resource }) => {
  world.cognito.options.latency = () => world.clock.sleep(9_000);
  await Promise.all([
    world.invoke(resource.createEvent(pool)),
    resource.deliver(resource.deleteEvent(invented, pool)),
  ]);
};

/**
 * One row, one story: what happens; the requests that CloudFormation sends, with the pool that each answer names, failed
 * ones marked; the pools that are left. Pools are named in the order in which they appear.
 */
const stories: [story: string, steps: Step[], requests: string, left: string][] = [
  ["a pool's life", [create, update(stricter), remove], "Create A, Update A, Delete A", ""],
  ["an update without a change", [create, update(pool)], "Create A, Update A", "A"],
  ["an added attribute", [create, update(wider)], "Create A, Update A", "A"],
  ["a replacement", [create, update(byPhone)], "Create A, Update B, Delete A", "B"],

  ["a crash when the pool is made", [crashAfter("createUserPool"), create], "Create A", "A"],
  [
    "a crash in an update",
    [create, crashAfter("updateUserPool"), update(stricter)],
    "Create A, Update A",
    "A",
  ],
  [
    "a crash in a replacement",
    [create, crashAfter("createUserPool"), update(byPhone)],
    "Create A, Update B, Delete A",
    "B",
  ],
  ["a crash in a deletion", [create, crashAfter("deleteUserPool"), remove], "Create A, Delete A", ""],
  [
    "a function that crashes at every delivery",
    [
      crashAfter("createUserPool"),
      crashAfter("getUserPoolMfaConfig"),
      crashAfter("getUserPoolMfaConfig"),
      createInVain,
    ],
    "Delete invented",
    "",
  ],

  [
    "every event twice at the same time",
    [twiceAtOnce, create, update(stricter), update(byPhone), remove],
    "Create A, Update A, Update B, Delete A, Delete B",
    "",
  ],
  [
    "every event twice, one after the other",
    [twiceInTurn, create, update(stricter), update(byPhone), remove],
    "Create A, Update A, Update B, Delete A, Delete B",
    "",
  ],

  [
    "an old update that arrives again, mended by the next one",
    [create, update(stricter), update(pool), arrivesAgain(1), update(wider)],
    "Create A, Update A, Update A, Update A",
    "A",
  ],
  [
    "an old update that arrives again after a replacement",
    [create, update(stricter), update(byPhone), arrivesAgain(1)],
    "Create A, Update A, Update B, Delete A",
    "B",
  ],

  ["a lost answer of CreateUserPool", [answerLost("createUserPool"), create], "Create A", "A"],
  [
    "a CreateUserPool that twice had no effect",
    [noEffect("createUserPool"), noEffect("createUserPool"), create],
    "Create A",
    "A",
  ],
  [
    "a pool that cannot be finished",
    [refused("setUserPoolMfaConfig"), create],
    "Create A failed, Delete A",
    "",
  ],
  [
    "a Cognito that goes silent when the pool is made",
    [silentFrom("createUserPool"), create],
    "Create - failed, Delete -",
    "",
  ],
  ["a Create that is cancelled while it runs", [createCancelled], "Delete invented", ""],

  [
    "an update that is refused",
    [create, refused("updateUserPool"), update(stricter)],
    "Create A, Update A failed, Update A",
    "A",
  ],
  [
    "an update before something else fails",
    [create, update(stricter, somethingElseFails("old"))],
    "Create A, Update A, Update A",
    "A",
  ],
  [
    "an added attribute before something else fails, and once more",
    [create, update(wider, somethingElseFails("old")), update(wider)],
    "Create A, Update A, Update A, Update A",
    "A",
  ],
  [
    "a change that would lose users",
    [create, update({ ...byPhone, OnImmutableChange: "refuse" })],
    "Create A, Update A failed, Update A",
    "A",
  ],

  [
    "a replacement whose pool cannot be finished",
    [create, refused("setUserPoolMfaConfig"), update(byPhone)],
    "Create A, Update A failed, Update A",
    "A",
  ],
  [
    "a replacement during which Cognito goes silent",
    [create, silentFrom("createUserPool"), update(byPhone)],
    "Create A, Update A failed, Update A",
    "A",
  ],
  [
    "a replacement before something else fails, rolled back from the old pool",
    [create, update(byPhone, somethingElseFails("old"))],
    "Create A, Update B, Update A, Delete B",
    "A",
  ],
  [
    "a replacement before something else fails, rolled back from the new pool",
    [create, update(byPhone, somethingElseFails("new"))],
    "Create A, Update B, Update A, Delete B",
    "A",
  ],
  [
    "a replacement of a pool that cannot be deleted",
    [
      create,
      refused("deleteUserPool"),
      refused("deleteUserPool"),
      refused("deleteUserPool"),
      update(byPhone),
    ],
    "Create A, Update B, Delete A failed, Delete A failed, Delete A failed",
    "A, B",
  ],

  ["a pool that was deleted outside", [create, deletedOutside, remove], "Create A, Delete A", ""],
  [
    "an update of a pool that was deleted outside",
    [create, deletedOutside, update(stricter)],
    "Create A, Update B, Delete A",
    "B",
  ],
  [
    "one before something else fails",
    [create, deletedOutside, update(stricter, somethingElseFails("old"))],
    "Create A, Update B, Update C, Delete B, Delete A",
    "C",
  ],
  [
    "one whose new pool cannot be finished",
    [create, deletedOutside, refused("setUserPoolMfaConfig"), update(stricter)],
    "Create A, Update A failed, Update B, Delete A",
    "B",
  ],
  [
    "one during which Cognito goes silent",
    [create, deletedOutside, silentFrom("createUserPool"), update(stricter)],
    "Create A, Update A failed, Update B, Delete A",
    "B",
  ],
];

async function setUp(): Promise<Scene> {
  const world = await makeWorld();
  const invoke: World["invoke"] = async (event) => {
    scene.events.push(event);
    const endings = await Promise.all(Array.from({ length: scene.atOnce }, () => world.invoke(event)));
    for (let time = 0; time < scene.again; time++) await world.invoke(event);
    return endings.includes("failed") ? "failed" : "returned";
  };
  const scene: Scene = {
    world,
    resource: new StackResource({ invoke, server: world.server, stacks: world.stacks }),
    atOnce: 1,
    again: 0,
    events: [],
  };
  return scene;
}

/** Names for ids: letters for pools, what it is for anything else. */
function names(): (id: string) => string {
  const pools: string[] = [];
  return (id) => {
    if (!isPoolId(id)) return id === invented ? "invented" : "-";
    if (!pools.includes(id)) pools.push(id);
    return String.fromCharCode("A".charCodeAt(0) + pools.indexOf(id));
  };
}

/** What an Update with the same properties would still change, if the pool is left. */
function driftOf({ world, resource }: Scene): unknown[] {
  const id = String(resource.physicalId);
  if (!world.cognito.pools.has(id)) return [];
  const { settings: wanted } = readPoolProperties(asCloudFormationSends(resource.properties));
  return findDrift(
    { settings: wanted },
    { pool: { ...world.cognito.describe(id) }, mfa: world.cognito.describeMfa(id) },
  ).pool;
}

describe("The handler's stories", () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await setUp();
  });
  afterEach(() => scene.world.stop());

  it.each(stories)("%s", async (_story, steps, requests, left) => {
    const { world, resource } = scene;

    for (const step of steps) await step(scene);

    const named = names();
    const told = resource.history.map(({ RequestType, PhysicalResourceId, Status }) =>
      [RequestType, named(PhysicalResourceId), ...(Status === "FAILED" ? ["failed"] : [])].join(" "),
    );
    expect(told.join(", ")).toBe(requests);
    expect([...world.cognito.pools.keys()].map(named).join(", ")).toBe(left);
    for (const { RequestId, ...answer } of resource.history) {
      const { RequestType: _type, ...said } = answer;
      for (const other of world.server.answersTo(RequestId).slice(0, scene.again + scene.atOnce))
        expect(other).toMatchObject(said);
    }
    expect(driftOf(scene)).toEqual([]);
  });
});
