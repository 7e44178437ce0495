import { join } from "node:path";
import { AdminConfirmSignUpCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { connectDynamoDb } from "../../local/provider/types/table";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { examplesFolder } from "../support/examples";
import { PulumiProgram } from "./support/pulumiProgram";

jest.setTimeout(120_000);

describeWithMiniStack("examples/ownTrigger", (stack) => {
  let program: PulumiProgram;
  beforeAll(async () => {
    program = await PulumiProgram.open(join(examplesFolder, "ownTrigger"), stack().proxy.endpoint);
  });
  afterAll(() => program.close());

  it("keeps who has confirmed the sign-up in the table, by a function that may do nothing else", async () => {
    const { cognito } = stack().aws;
    const { ok, said } = await program.run("up", "--yes", "--skip-preview");
    expect({ ok, said: ok ? "" : said }).toEqual({ ok: true, said: "" });
    const outputs = JSON.parse((await program.run("stack", "output", "--json")).said) as Record<
      string,
      string
    >;
    const { userPoolId: UserPoolId, userPoolClientId: ClientId, tableName: TableName } = outputs;
    const user = { Username: "jane@example.com", Password: "Correct-Horse-7" };

    const { UserSub } = await cognito.send(new SignUpCommand({ ClientId, ...user }));
    await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username: user.Username }));

    const dynamoDb = connectDynamoDb(stack().aws);
    const { Items } = await dynamoDb.send(new ScanCommand({ TableName }));
    dynamoDb.destroy();
    expect(Items).toEqual([{ userId: { S: UserSub }, userPoolId: { S: UserPoolId } }]);
  });
});
