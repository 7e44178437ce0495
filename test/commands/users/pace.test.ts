import { Bucket } from "../../../commands/users/cognito/bucket";
import { paced } from "../../../commands/users/cognito/paced";
import { FakeClock } from "../../support/fakeClock";
import { FakeUsers } from "../../support/fakeUsers";

const pool = { UserPoolId: "eu-west-1_pool" };

function setup(share = 1) {
  const clock = new FakeClock();
  const cognito = new FakeUsers({ clock });
  cognito.addUser(cognito.addPool(pool.UserPoolId), { username: "ada" });
  const unanswered = new WeakSet<object>();
  return { clock, cognito, unanswered, api: paced(cognito, { clock, share, unanswered }) };
}

const ada = { ...pool, Username: "ada" };

test("Requests of one quota keep below it in every second, and reach the share that is asked for", async () => {
  const { clock, cognito, api } = setup(0.95);
  const begun = clock.now();

  await clock.run(() => Promise.all(Array.from({ length: 1140 }, () => api.adminGetUser(ada))));

  expect(cognito.throttled).toBe(0);
  expect((clock.now() - begun) / 1000).toBeGreaterThan(9.9);
  expect((clock.now() - begun) / 1000).toBeLessThan(10.2);
});

test("Requests of different quotas do not wait for each other", async () => {
  const { clock, api } = setup();
  const begun = clock.now();

  await clock.run(() =>
    Promise.all([
      ...Array.from({ length: 120 }, () => api.adminGetUser(ada)),
      ...Array.from({ length: 30 }, () => api.listUsers({ ...pool, Limit: 60 })),
    ]),
  );

  expect(clock.now() - begun).toBeLessThan(1100);
});

test("A refusal halves the rate, and each second without one gives a twentieth back", async () => {
  const clock = new FakeClock();
  const bucket = new Bucket(100, clock);

  bucket.refused();
  bucket.refused();
  const halved = bucket.rate;
  for (let request = 0; request < 50; request++) bucket.accepted();

  expect(halved).toBe(50);
  expect(bucket.rate).toBeGreaterThan(54.5);
  expect(bucket.rate).toBeLessThan(55.5);
});

test("Another caller that uses up half of the quota slows it down, and loses no request", async () => {
  const { clock, cognito, api } = setup();
  // The other one takes every second place.
  cognito.fault = (call) => (call % 2 === 0 ? "throttled" : undefined);

  await clock.run(() => Promise.all(Array.from({ length: 100 }, () => api.adminGetUser(ada))));

  expect(cognito.count("adminGetUser")).toBeGreaterThan(150);
  expect(clock.now() - Date.UTC(2026, 0, 1)).toBeGreaterThan(2000);
});

test("A request that is not answered is sent again, and remembered as one that may have been carried out", async () => {
  const { clock, cognito, api, unanswered } = setup();
  cognito.fault = (call) => (call === 1 ? "lost" : undefined);
  const other = { ...ada };

  await clock.run(() => Promise.all([api.adminGetUser(ada), api.adminGetUser(other)]));

  expect(cognito.count("adminGetUser")).toBe(3);
  expect([unanswered.has(ada), unanswered.has(other)]).toEqual([true, false]);
});

test.each([
  ["unanswered", 10],
  ["throttled", 40],
] as const)("A request that is always %s is given up after %d tries", async (fault, tries) => {
  const { clock, cognito, api } = setup();
  await clock.run(() => api.describeUserPool(pool));
  cognito.fault = () => fault;

  await expect(clock.run(() => api.adminGetUser(ada))).rejects.toThrow(/Rate exceeded|ECONNRESET/);
  expect(cognito.count("adminGetUser")).toBe(tries);
});

test("A service that has answered nothing at all is given up after 4 tries, within seconds", async () => {
  const { clock, cognito, api } = setup();
  const begun = clock.now();
  cognito.fault = () => "unanswered";

  await expect(clock.run(() => api.adminGetUser(ada))).rejects.toThrow("ECONNRESET");
  expect(cognito.calls.length).toBe(4);
  expect(clock.now() - begun).toBeLessThan(5000);
});

test("A stop does not wait for a request that is never answered", async () => {
  const controller = new AbortController();
  const never = () => new Promise<never>(() => {});
  const { clock, cognito } = setup();
  const silent = Object.assign(cognito, { adminGetUser: never });
  const asked = paced(silent, { clock, share: 1, signal: controller.signal }).adminGetUser(ada);

  controller.abort(new Error("stopped"));

  await expect(asked).rejects.toThrow("stopped");
});

test("Another error is thrown at once", async () => {
  const { clock, cognito, api } = setup();

  await expect(clock.run(() => api.adminGetUser({ ...pool, Username: "bob" }))).rejects.toThrow("not exist");
  expect(cognito.calls.length).toBe(1);
});

test("A stop ends waiting requests, and sends no other", async () => {
  const { clock, cognito } = setup();
  const controller = new AbortController();
  const api = paced(cognito, { clock, share: 1, signal: controller.signal });

  const all = clock.run(() => Promise.all(Array.from({ length: 500 }, () => api.adminGetUser(ada))));
  await clock.run(() => clock.sleep(1000));
  controller.abort(new Error("stopped"));

  await expect(all).rejects.toThrow("stopped");
  expect(cognito.calls.length).toBeLessThan(130);
});
