import { allProbes } from "../../../commands/probe/probes/all";
import { askAll } from "../../../commands/probe/runner";
import { CognitoServer } from "../../support/cognitoServer";
import { FakeCognito, type FakeCognitoOptions } from "../../support/fakeCognito";
import { clientsFor, type Instead } from "./answering";
import { answersOf } from "./answersOf";
import { answeringWorlds } from "./worlds";

/** The strict fake is Cognito alone. */
const roles: Instead = {
  CreateRoleCommand: () => ({ Role: { Arn: "arn:aws:iam::123456789012:role/sms" } }),
  PutRolePolicyCommand: () => ({}),
};

async function ask(options: FakeCognitoOptions, instead: Instead = {}, id = "") {
  const server = await CognitoServer.start(new FakeCognito(options));
  const clients = clientsFor(server.url, { ...roles, ...instead });
  try {
    const probes = allProbes.filter((probe) => probe.id.startsWith(id));
    const answers = answersOf((await askAll(probes, { clients })).outcomes);
    expect([...server.cognito.pools.values()]).toEqual([]);
    return answers;
  } finally {
    clients.destroy();
    await server.stop();
  }
}

test.each(["reset", "keep"] as const)("the answers of a strict Cognito that does `%s`", async (omitted) => {
  expect(await ask({ omitted })).toMatchSnapshot();
});

describe("a question that has several answers", () => {
  test.each(answeringWorlds)("$id is answered with $answer", async ({ id, answer, shown, instead }) => {
    expect(await ask({ shown }, instead, id)).toEqual({ [id]: answer });
  });

  test("is tried with each of them", () => {
    const tried = new Set(answeringWorlds.map(({ id, answer }) => `${id} ${answer}`));
    const all = allProbes
      .filter(({ id }) => !id.startsWith("omitted."))
      .flatMap(({ id, answers }) => Object.keys(answers).map((answer) => `${id} ${answer}`));

    expect([...tried].toSorted()).toEqual(all.toSorted());
  });
});
