import { runLocalCommand } from "../miniStack/support/command";
import { examplesThatRun } from "../support/examples";

jest.setTimeout(180_000);

/** What a program asks for that cannot be just any text. */
const config: Readonly<Record<string, string>> = {
  allTriggers: "codesKeyArn=arn:aws:kms:us-east-1:000000000000:key/5f1d4e7a-2f0c-4c52-9a1b-8d3e6f7a9b0c",
};

it.each(examplesThatRun("locally"))(
  "the example %s is deployed, stays as it is, and leaves nothing",
  async (name) => {
    const given = config[name] === undefined ? [] : ["--config", config[name]];
    const args = ["--example", name, ...given, "--engine", "pulumi", "--provider", "local", "--json"];

    const { exitCode, stdout, stderr } = await runLocalCommand(args);

    expect({ exitCode, stderr: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ resourcesLeft: 0 });
  },
);
