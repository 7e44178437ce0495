import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { describeWithMiniStack } from "../miniStack/support/miniStack";
import { functionArn } from "../support/mocks";
import { openStories, type Stories } from "./support/stories";
import { preparePulumi } from "./support/typedProgram";

jest.setTimeout(400_000);

const clients = { web: { explicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] } };
const byEmail = { UsernameAttributes: ["email" as const] };

describeWithMiniStack(
  "what a preview tells of a pool that users come from, with the real engine",
  (stack) => {
    let stories: Stories;

    beforeAll(async () => {
      stories = await openStories(stack());
    });

    afterAll(() => stories.close());

    async function foreignPool(input: Partial<CreateUserPoolCommandInput>): Promise<string> {
      const command = new CreateUserPoolCommand({ PoolName: "theirs", ...byEmail, ...input });
      const { UserPool } = await stack().aws.cognito.send(command);
      return UserPool?.Id ?? "";
    }

    it("refuses, once and without a stack trace, what would lose an attribute", async () => {
      const plan = { Name: "plan", AttributeDataType: "String" as const, Mutable: true };
      const userPoolId = await foreignPool({ Schema: [plan] });
      await stories.write({ users: { settings: byEmail, clients, migrateFrom: { userPoolId } } });

      const said = await stories.fail("pulumi preview");

      expect(said.match(/the attribute `custom:plan` of the old pool has no place/g)).toHaveLength(1);
      expect(said).not.toMatch(/\n +at /);
    });

    it("refuses an old pool that is gone", async () => {
      const userPoolId = "us-east-1_Gone12345";
      await stories.write({ users: { settings: byEmail, clients, migrateFrom: { userPoolId } } });

      expect(await stories.fail("pulumi preview")).toContain(
        `there is no user pool \`${userPoolId}\` any more`,
      );
    });

    it("warns of an old pool that leaves the program, and of another's trigger at an adopted pool", async () => {
      const { write, succeed } = stories;
      await write({ former: { settings: byEmail, deletionProtection: false } });
      const [, userPoolId = ""] =
        /"(us-east-1_\w+)"/.exec(await succeed("pulumi up --yes --skip-preview")) ?? [];
      const theirs = functionArn("theirs");
      const adoptUserPoolId = await foreignPool({ LambdaConfig: { UserMigration: theirs } });
      const users = { settings: byEmail, clients, adoptUserPoolId, migrateFrom: { userPoolId } };
      const leaves = `The old user pool \`${userPoolId}\` leaves the program`;
      const takes = "`migrateFrom` takes the place of the UserMigration trigger";

      await write({ users: { ...users, deletionProtection: false } });
      const alone = await succeed("pulumi preview");
      await write({
        users: { ...users, deletionProtection: false },
        former: { settings: byEmail, deletionProtection: false },
      });
      const beside = await succeed("pulumi preview");
      await succeed("pulumi up --yes --skip-preview");
      const later = await succeed("pulumi preview --expect-no-changes");

      expect(alone).toContain(leaves);
      expect(alone).toContain(`\`${theirs}\``);
      expect(beside).not.toContain(leaves);
      expect(beside).toContain(takes);
      expect(later).not.toContain(takes);
    });

    it("warns of an aws.cognito.UserPool that leaves the program, with `migrateFrom` or before it", async () => {
      const former = `new aws.cognito.UserPool("former", { name: "former", usernameAttributes: ["email"] });\n`;
      const users = (migrateFrom = "") =>
        `new CustomUserPool("users", { settings: { PoolName: "users", UsernameAttributes: ["email"] }, clients: ${JSON.stringify(clients)}, ${migrateFrom} });\n`;
      const program = await (await preparePulumi(stack().proxy.endpoint)).program(
        `const former = ${former}${users("migrateFrom: { userPoolId: former.id }")}export const id = former.id;`,
      );
      const preview = async (source: string) => {
        program.write(source);
        return (await program.pulumi("preview")).output;
      };
      expect(await program.pulumi("up", "--yes", "--skip-preview")).toMatchObject({ ok: true });
      const id = (await program.pulumi("stack", "output", "id")).output.trim();

      const both = await preview(users());
      const one = await preview(`${former}${users()}`);
      const other = await preview(users(`migrateFrom: { userPoolId: "${id}" }`));

      expect(both).toContain(`stops taking users over from \`${id}\`, and that pool leaves the program`);
      expect(both).toContain("unless the preview shows it as `delete[retain]`, whoever has not come yet");
      expect(one).not.toContain("leaves the program");
      expect(other).toContain(`The old user pool \`${id}\` leaves the program, while \`migrateFrom\``);
    });
  },
);
