import { allProbes } from "../../../commands/probe/probes/all";
import { askAll } from "../../../commands/probe/runner";
import { CognitoServer } from "../../support/cognitoServer";
import { FakeCognito } from "../../support/fakeCognito";
import { type Nature, talkative, terse } from "../../support/shownBy";
import { clientsFor } from "./answering";
import { answersOf } from "./answersOf";

/** For each thing of which nobody knows how Cognito does it, the question that tells, and its answer at both ends. */
const told: [dimension: keyof Nature, id: string, terse: string, talkative: string][] = [
  ["mutable", "schema.mutable.custom", "false", "true"],
  ["mutable", "schema.mutable.standard", "false", "true"],
  ["otherConstraints", "schema.constraints.otherType", "dropped", "kept"],
  ["missingConstraints", "schema.constraints.undeclared", "absent", "shown"],
  ["tokenTriggers", "names.preToken.legacy", "alone", "mirrored"],
  ["tokenTriggers", "names.preToken.config", "alone", "mirrored"],
  ["formerTexts", "names.texts.template", "alone", "mirrored"],
  ["createOnly", "update.usernameAttributesShown", "gone", "shown"],
  ["tags", "tags.update", "replaced", "merged"],
];

describe("of a fake Cognito that shows and does", () => {
  let answers: Record<"terse" | "talkative", Record<string, string>>;

  beforeAll(async () => {
    answers = { terse: await ask(terse), talkative: await ask(talkative) };
  });

  test.each(told)("%s in one way or the other, %s tells which", (_dimension, id, one, other) => {
    expect([answers.terse[id], answers.talkative[id]]).toEqual([one, other]);
  });
});

async function ask(nature: Nature): Promise<Record<string, string>> {
  const server = await CognitoServer.start(new FakeCognito({ nature }));
  const clients = clientsFor(server.url);
  const ids = new Set(told.map(([, id]) => id));
  try {
    const { outcomes } = await askAll(
      allProbes.filter(({ id }) => ids.has(id)),
      { clients },
    );
    return answersOf(outcomes);
  } finally {
    clients.destroy();
    await server.stop();
  }
}
