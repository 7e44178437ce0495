import * as pulumi from "@pulumi/pulumi";
import { deployedOutputs } from "../../../components/stack/deployedState";

const urn = "urn:pulumi:dev::shop::aws:cloudformation/stack:Stack::users-stack";
const whole = { outputs: { [urn]: { outputs: { templateBody: "{}" } } } };

/** An error of the engine, which comes by gRPC. */
function refusal(details: string): Error {
  return Object.assign(new Error(details), { details });
}

/** What the program reads of the stack, and how often it asks an engine that answers these, one after the other. */
async function read(...answers: (object | Error)[]) {
  const asked: string[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name }) => ({ id: name, state: {} }),
      call: ({ token }) => {
        const answer = answers[Math.min(asked.push(token), answers.length) - 1];
        if (answer instanceof Error) throw answer;
        return answer ?? {};
      },
    },
    "shop",
    "dev",
    false,
    "acme",
  );
  const outcome = await deployedOutputs(urn).catch((error: Error) => error.message);
  return { outcome, asked };
}

test("asks again when the engine was writing the state at that moment", async () => {
  const torn = refusal("failed to load checkpoint: EOF");

  const { outcome, asked } = await read(torn, torn, whole);

  expect(outcome).toEqual({ templateBody: "{}" });
  expect(asked).toEqual(Array(3).fill("pulumi:pulumi:readStackResourceOutputs"));
});

test("gives a state up that can never be read, and says what to do", async () => {
  const { outcome, asked } = await read(refusal("failed to load checkpoint: permission denied"));

  expect(outcome).toMatch(
    /^The last deployment could not be read from Pulumi's state: .*permission denied.* Take `repairDrift` out/,
  );
  expect(asked).toHaveLength(6);
});

test("does not ask an engine again that does not know the question", async () => {
  const { outcome, asked } = await read(refusal("unknown function"));

  expect(outcome).toMatch(/unknown function/);
  expect(asked).toHaveLength(1);
});

test("reads the state once for all pools of a program", async () => {
  const { asked } = await read(whole);
  await deployedOutputs(urn);

  expect(asked).toHaveLength(1);
});
