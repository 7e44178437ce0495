import { DescribeUserPoolCommand, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { smokeTest } from "../../../commands/smoke/smokeTest";
import { describeWithMiniStack, type LocalStack } from "../../miniStack/support/miniStack";
import { removeFolders } from "../../support/folders";

/** The values of the examples' configuration. */
export type Config = Readonly<Record<"minimumLength" | "usernameAttribute" | "inviteMessage", string>>;

/** What came of a command, and all that it said. */
export interface Said {
  readonly ok: boolean;
  readonly said: string;
}

/** One of the examples, with the commands that a person types. */
export interface LanguageProgram {
  run(command: "up" | "preview" | "unchanged" | "destroy", config: Config): Promise<Said>;
  outputs(): Promise<Record<string, string>>;
  state(): string;
  /** Writes the program with a misspelt setting, and the right one again. */
  misspell(): void;
  correct(): void;
}

/** What the program says of a misspelt setting, in its language. */
interface Expected {
  readonly misspelt: RegExp;
}

const usual: Config = {
  minimumLength: "12",
  usernameAttribute: "email",
  inviteMessage: "Welcome, {username}. Canary-4711: {####}.",
};

/** The life of the two pools of an example, in whatever language it is. */
export function languageStories(
  language: string,
  open: (stack: LocalStack) => Promise<LanguageProgram>,
  { misspelt }: Expected,
): void {
  describeWithMiniStack(`two pools in ${language}, with the real engine on MiniStack`, (stack) => {
    let program: LanguageProgram;
    beforeAll(async () => {
      program = await open(stack());
    }, 180_000);
    afterAll(removeFolders);

    async function succeed(command: "up" | "unchanged" | "destroy", config = usual): Promise<string> {
      const { ok, said } = await program.run(command, config);
      if (!ok) throw new Error(`\`${command}\` failed:\n${said}`);
      return said;
    }

    const cognito = () => stack().aws.cognito;
    const pools = async () => {
      const { UserPools = [] } = await cognito().send(new ListUserPoolsCommand({ MaxResults: 60 }));
      return UserPools.map(({ Id = "" }) => Id);
    };
    const minimumLength = async (UserPoolId: string | undefined) => {
      const { UserPool } = await cognito().send(new DescribeUserPoolCommand({ UserPoolId }));
      return UserPool?.Policies?.PasswordPolicy?.MinimumLength;
    };

    it("are deployed with one handler, and the outputs are theirs", async () => {
      const said = await succeed("up");

      const { customersId, staffId } = await program.outputs();
      expect((await pools()).toSorted()).toEqual([customersId, staffId].toSorted());
      expect(await minimumLength(customersId)).toBe(12);
      expect(said.match(/UserPoolHandler user-pool-handler creat/g)).toHaveLength(1);
    });

    it("have a trigger from the program's own folder, which a sign-up calls", async () => {
      const { customersId = "", clientId = "" } = await program.outputs();
      const user = smokeTest(stack().aws, { userPoolId: customersId, userPoolClientId: clientId });
      await user.signUp();
      await user.confirm();

      expect(await user.awaitLogLine()).toContain(customersId);
    });

    it("keep a secret out of the state", () => {
      const state = program.state();

      expect([state.includes("customers-stack"), state.includes("Canary-4711")]).toEqual([true, false]);
    });

    it("are left alone by a program that has not changed", async () => {
      await succeed("unchanged");
    });

    it("change in place", async () => {
      const { customersId } = await program.outputs();
      await succeed("up", { ...usual, minimumLength: "16" });

      expect(await minimumLength(customersId)).toBe(16);
      expect((await program.outputs())["customersId"]).toBe(customersId);
    });

    it("refuse, by its path, a change that Cognito cannot make", async () => {
      const { ok, said } = await program.run("preview", { ...usual, usernameAttribute: "phone_number" });

      expect(said).toContain('`settings.UsernameAttributes`: ["email"] → ["phone_number"]');
      expect(ok).toBe(false);
    });

    it("refuse a value that Cognito would refuse, without a stack trace", async () => {
      const { ok, said } = await program.run("preview", { ...usual, minimumLength: "5" });

      expect(said).toContain("`settings.Policies.PasswordPolicy.MinimumLength` must be 6 to 99, got 5.");
      expect(said).not.toMatch(/^\s+at .*\.js:\d+/m);
      expect(ok).toBe(false);
    });

    it("refuse a misspelt setting", async () => {
      program.misspell();
      const { ok, said } = await program.run("preview", usual);
      program.correct();

      expect(said).toMatch(misspelt);
      expect(ok).toBe(false);
    });

    it("are destroyed", async () => {
      await succeed("destroy");

      expect(await pools()).toEqual([]);
    });
  });
}
