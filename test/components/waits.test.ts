import { CustomUserPool } from "../../components/customUserPool";
import { record } from "../support/mocks";

jest.mock("../../components/lambda/bundle", () => jest.requireActual<object>("../support/fakeBundle"));

/** What each resource of a pool with triggers, clients and a domain waits for, by their names. */
async function waits(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { registrations } = await record(
    () =>
      new CustomUserPool("users", {
        settings: { PoolName: "users" },
        triggers: { PreSignUp: "preSignUp.ts", PostConfirmation: "postConfirmation.ts" },
        clients: { web: {}, app: {} },
        domain: { domain: "users" },
      }),
  );
  const made = registrations.filter(({ type }) => type.startsWith("aws:"));
  const names = new Set(made.map(({ name }) => name));
  return new Map(
    made.map(({ name, dependencies }) => {
      const waited = dependencies.map((urn) => urn.split("::").at(-1) ?? "");
      return [name, waited.filter((other) => names.has(other))];
    }),
  );
}

/** All that has to be there first, near or far. */
function before(name: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const direct = graph.get(name) ?? [];
  return new Set(direct.flatMap((other) => [other, ...before(other, graph)]));
}

function longestChain(name: string, graph: ReadonlyMap<string, readonly string[]>): string[] {
  const chains = (graph.get(name) ?? []).map((other) => longestChain(other, graph));
  const longest = chains.reduce((best, chain) => (chain.length > best.length ? chain : best), []);
  return [...longest, name];
}

test("makes all functions at once, with their roles, policies and log groups", async () => {
  const graph = await waits();

  const functions = [...graph.keys()].filter((name) => name.endsWith("-function"));
  expect(functions).toHaveLength(3);
  for (const name of functions) {
    const own = name.replace(/function$/, "");
    expect([...before(name, graph)].toSorted()).toEqual([`${own}logs`, `${own}policy`, `${own}role`]);
  }
});

test("makes clients and domain at once, as soon as there is the pool", async () => {
  const graph = await waits();

  for (const name of ["users-web-client", "users-app-client", "users-domain"])
    expect(graph.get(name)).toEqual(["users-stack"]);
});

test("has no longer chain than one function, the bound of its events, the stack and a client", async () => {
  const graph = await waits();

  expect(longestChain("users-web-client", graph).slice(1)).toEqual([
    "user-pool-handler-policy",
    "user-pool-handler-function",
    "user-pool-handler-event-age",
    "users-stack",
    "users-web-client",
  ]);
});
