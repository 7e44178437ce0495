import {
  createWindowMs,
  longestEventAge,
  patienceMs,
  serviceTimeout,
} from "../../../handlers/userPool/aws/times";
import type { StackResource } from "../../support/cloudFormation";
import { awsError } from "../../support/cognitoRules";
import { exampleSettings, totp } from "../../support/poolSettings";
import { applyWeather } from "../../support/weather";
import { makeWorld, type World } from "../../support/world";

const invented = "demo-UserPool-9Z8Y7X6W5V4U";
const calm = { tagsLateMs: 0, listLateMs: 0, throttledMs: 0, claims: true, stacks: true };

let world: World;
let resource: StackResource;
beforeEach(async () => {
  world = await makeWorld();
  resource = world.resource();
});
afterEach(() => world.stop());

/** Something else in the stack fails while the Create runs: CloudFormation deletes what it knows no id of. */
const cancel = (afterMs: number) => {
  const event = resource.createEvent({ Settings: { ...exampleSettings, ...totp } });
  return Promise.all([
    world.invoke(event),
    world.clock
      .run(() => world.clock.sleep(afterMs))
      .then(() => resource.deliver(resource.deleteEvent(invented, { Settings: exampleSettings }))),
  ]);
};

describe("A Create that is cancelled leaves no pool", () => {
  it.each([12_000, 25_000, 45_000, 80_000])("when Cognito throttles it for %i ms", async (throttledMs) => {
    applyWeather(world, { ...calm, throttledMs });

    await cancel(1_000);

    expect(world.cognito.pools.size).toBe(0);
  });

  it.each([true, false])(
    "when the answer of CreateUserPool is lost, CloudFormation being there: %s",
    async (stacks) => {
      applyWeather(world, { ...calm, stacks });
      const fail = () => awsError("TimeoutError", "socket hang up");
      world.cognito.faults.push({ operation: "createUserPool", when: "after", fail });

      await cancel(1_000);

      expect(world.cognito.pools.size).toBe(0);
    },
  );

  it.each([0, 1_000, 3_000])(
    "when IAM and the list learn late of it, and the Delete comes after %i ms",
    async (ms) => {
      applyWeather(world, { ...calm, tagsLateMs: 8_000, listLateMs: 6_000 });

      await cancel(ms);

      expect(world.cognito.pools.size).toBe(0);
    },
  );
});

it("A Create that failed without knowing of its pool is cleaned up when the pool shows late", async () => {
  applyWeather(world, { ...calm, tagsLateMs: 7_000, listLateMs: 7_000 });
  const fail = () => awsError("TimeoutError", "socket hang up");
  for (let time = 0; time < 4; time++)
    world.cognito.faults.push({ operation: "createUserPool", when: "after", fail });

  const answer = await resource.create({ Settings: exampleSettings });

  expect([answer.Status, ...world.cognito.pools.keys()]).toEqual(["SUCCESS", answer.PhysicalResourceId]);
});

it("A young pool that IAM still refuses is waited for, and not made twice", async () => {
  applyWeather(world, { ...calm, tagsLateMs: 8_000, claims: false });
  world.cognito.faults.push({ operation: "createUserPool", when: "after", fail: world.crash });

  const answer = await resource.create({ Settings: exampleSettings });

  expect(world.cognito.onlyPool.id).toBe(answer.PhysicalResourceId);
});

it("A list that Cognito refuses fails the Create that cannot claim, and a pool without a date counts as old", async () => {
  applyWeather(world, { ...calm, claims: false });
  const fail = () => awsError("InvalidParameterException", "no");
  world.cognito.faults.push({ operation: "listUserPools", when: "before", fail });
  const refused = await world.resource().create({ Settings: exampleSettings });
  await world.invoke(resource.createEvent({ Settings: exampleSettings }));
  world.cognito.options.shown = ({ CreationDate: _date, ...pool }) => pool;

  await resource.deliver(resource.deleteEvent(invented, { Settings: exampleSettings }));

  expect(refused.Reason).toBe("InvalidParameterException: no");
  expect(world.cognito.pools.size).toBe(1);
});

it("A Create that can claim nothing does not look for ever through a slow list", async () => {
  const slow = await makeWorld({ latency: () => slow.clock.sleep(15_000), poolsPerPage: 1 });
  for (let index = 0; index < 12; index++)
    slow.cognito.addForeignPool({ ...exampleSettings, PoolName: `other${index}` });
  slow.claims.isAvailable = false;

  const answer = await slow.resource().create({ Settings: exampleSettings });

  expect(answer.Status).toBe("SUCCESS");
  await slow.stop();
});

describe("The table of times", () => {
  it.each([30, 120, 300, 900])("fits into a run of %i seconds", (timeout) => {
    const runMs = (timeout - 9) * 1000;

    expect(patienceMs(runMs)).toBeGreaterThan(createWindowMs(runMs));
    expect(createWindowMs(runMs)).toBeGreaterThanOrEqual(0);
    expect(serviceTimeout(timeout)).toBeLessThanOrEqual(3_600);
    expect(longestEventAge(timeout)).toBe(serviceTimeout(timeout));
  });

  it("leaves a run of 120 seconds or more some time after its patience", () => {
    expect([111_000, 291_000, 891_000].map((runMs) => runMs - patienceMs(runMs))).toEqual([
      30_500, 121_000, 721_000,
    ]);
  });
});
