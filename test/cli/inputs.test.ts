import { join } from "node:path";
import { CreateUserPoolCommand, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { PulumiProgram } from "./support/pulumiProgram";

jest.setTimeout(400_000);

const kinds = ["known", "secret", "unknown", "secretUnknown"];

describeWithMiniStack("known, secret and unknown values in all places, with the real engine", (stack) => {
  let program: PulumiProgram;

  beforeAll(async () => {
    program = await PulumiProgram.open(join(__dirname, "../fixtures/inputs"), stack().proxy.endpoint);
  });

  afterAll(() => program.close());

  it("ends each command, and makes, changes and removes each pool", async () => {
    const { cognito } = stack().aws;
    const ids = async () => {
      const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      return UserPools.map(({ Id = "" }) => Id).toSorted();
    };
    const adopted: Record<string, string> = {};
    for (const kind of kinds) {
      const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: `adopt-${kind}` }));
      adopted[`adopt-${kind}`] = UserPool?.Id ?? "";
    }
    const succeeds = async (...words: string[]) => {
      const { ok, said } = await program.run(...words);
      if (!ok) throw new Error(`\`pulumi ${words.join(" ")}\` failed:\n${said}`);
      return said;
    };

    await program.configure({ adopted, stage: 1 });
    await succeeds("up", "--yes");
    const before = await ids();
    expect(before).toHaveLength(24);

    await program.configure({ adopted, stage: 2 });
    await succeeds("preview");
    await succeeds("up", "--yes");
    await program.configure({ adopted, stage: 3 });
    await succeeds("up", "--yes", "--skip-preview");
    expect(await ids()).toEqual(before);

    await succeeds("refresh", "--yes");
    await succeeds("state", "unprotect", "--all", "--yes");
    await succeeds("destroy", "--yes");
    expect(await ids()).toEqual(Object.values(adopted).toSorted());
  });
});
