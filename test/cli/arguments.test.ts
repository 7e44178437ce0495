import { removeFolders } from "../support/folders";
import { type Pulumi, preparePulumi, type Said } from "./support/typedProgram";

jest.setTimeout(60_000);

const settings = 'settings: { PoolName: "members" }';

/** Faulty programs, and what the preview says to each. */
const faulty: { name: string; language?: "ts" | "js"; source: string; says: string[] }[] = [
  {
    name: "slips of the pen",
    source: `new CustomUserPool("members", { ${settings}, deletionProtektion: true, domains: {}, onDelete: "leave" } as never);`,
    says: [
      'error: CustomUserPool "members" cannot be made as it is declared:',
      "- `deletionProtektion` is not an argument. Did you mean `deletionProtection`?",
      "- `domains` is not an argument. Did you mean `domain`?",
      '- `onDelete` must be one of "delete", "retain", got "leave".',
    ],
  },
  {
    name: "settings that are known later, while nothing is deployed yet",
    source: `new CustomUserPool("members", { settings: pulumi.output("members").apply((PoolName) => ({ PoolName, Schemas: [] })) as never });`,
    says: [
      'error: CustomUserPool "members" cannot be made as it is declared:',
      "- `settings.Schemas` is not a setting of Cognito's API. Did you mean `Schema`?",
    ],
  },
  {
    name: "known parts beside what a resource will know",
    source: `const role = new aws.iam.Role("sms", { assumeRolePolicy: "{}" });
new CustomUserPool("members", {
  settings: {
    PoolName: role.name,
    SmsConfiguration: { SnsCallerArn: role.arn },
    Policies: { PasswordPolicy: { MinimumLength: pulumi.output(5) } },
  },
  adoptUserPoolId: pulumi.secret("eu-west-1_*"),
});`,
    says: [
      'error: CustomUserPool "members" cannot be made as it is declared:',
      "- `settings.Policies.PasswordPolicy.MinimumLength` must be 6 to 99, got 5.",
      '- `adoptUserPoolId` must be the id of a user pool, such as "eu-west-1_AbCdEfGhI", got a secret.',
    ],
  },
  {
    name: "yes and no to the pool's protection, both known later",
    source: `const DeletionProtection = pulumi.output("INACTIVE" as const);
new CustomUserPool("members", { settings: { PoolName: "members", DeletionProtection }, deletionProtection: pulumi.output(true) });`,
    says: ['- `deletionProtection` is true, but `settings.DeletionProtection` says "INACTIVE": say it once.'],
  },
  {
    name: "JavaScript without arguments",
    language: "js",
    source: `new CustomUserPool("members");`,
    says: ["- `args` must be an object such as"],
  },
  {
    name: "JavaScript with values of the wrong kind",
    language: "js",
    source: `new CustomUserPool("members", {
  settings: null, clients: [], tags: 7,
  triggers: { PreSignUp: async (event) => event, PostConfirmation: null, CustomMessage: "none.js" },
});`,
    says: [
      "- `settings` must be an object such as",
      "- `clients` must be an object such as { web: {} }, got a list.",
      "- `tags` must be an object such as",
      "- `triggers.PreSignUp` must be a source file, got a function of the program: move it",
      "- `triggers.PostConfirmation` must be the path of a source file",
      "- `triggers.CustomMessage` does not exist: expected a source file at /",
    ],
  },
  {
    name: "a trigger that cannot be bundled",
    source: `require("node:fs").writeFileSync("unfinished.ts", "export const handler = (");
new CustomUserPool("members", { ${settings}, triggers: { PreSignUp: "unfinished.ts" } });`,
    says: [
      'error: CustomUserPool "members" cannot be made as it is declared:',
      "- `triggers.PreSignUp`: The Lambda handler `unfinished.ts` cannot be bundled:",
      "unfinished.ts:1:24: Unexpected end of file",
    ],
  },
  {
    name: "the API's own name for a trigger's function, and a handler's arguments",
    source: `const LambdaArn = "arn:aws:lambda:eu-west-1:123456789012:function:tokens";
new CustomUserPool("members", { ${settings}, triggers: { PreTokenGenerationConfig: { LambdaVersion: "V2_0", LambdaArn } } } as never);`,
    says: [
      "- `triggers.PreTokenGenerationConfig.LambdaArn` is called `triggers.PreTokenGenerationConfig.function` here",
    ],
  },
  {
    name: "a handler",
    source: `new UserPoolHandler("pools", { memory: 512, logRetentionDays: 12 } as never);`,
    says: [
      'error: UserPoolHandler "pools" cannot be made as it is declared:',
      "- `memory` is not an argument. Did you mean `memorySize`?",
      "- `logRetentionDays` must be one of 0, 1, 3, 5, 7, 14",
    ],
  },
  {
    name: "more than one role can hold",
    source: `const Resource = Array.from({ length: 80 }, (_, index) => "arn:aws:dynamodb:eu-west-1:123456789012:table/" + index);
const policyStatements = [{ Effect: "Allow" as const, Action: "dynamodb:PutItem", Resource }];
const handler = new UserPoolHandler("pools", { policyStatements });
for (let index = 0; index < 50; index += 1) {
  const settings = { PoolName: "members", SmsConfiguration: { SnsCallerArn: "arn:aws:iam::123456789012:role/of-members-" + index } };
  if (index < 3) new CustomUserPool("members" + index, { settings, handler, adoptUserPoolId: "eu-west-1_" + "A".repeat(40) + index });
  else handler.grant({ kind: "sms", targets: [settings.SmsConfiguration.SnsCallerArn + "x".repeat(40)], statement: (_, arns) => ({ Effect: "Allow", Action: "iam:PassRole", Resource: arns }) });
}`,
    says: [
      'error: UserPoolHandler "pools" cannot be made as it is declared:',
      "- The policies of its role must have at most 10240 characters together, as IAM demands, got at least 1",
    ],
  },
  {
    name: "messages that are longer than a template",
    source: `const EmailMessage = "{username} {####}" + "x".repeat(19_000);
new CustomUserPool("members", {
  settings: {
    PoolName: "members",
    VerificationMessageTemplate: { EmailMessage, EmailMessageByLink: "{##here##}" + "x".repeat(19_000) },
    AdminCreateUserConfig: { InviteMessageTemplate: { EmailMessage } },
  },
});`,
    says: ["- The template of the user pool must have at most 51200 bytes, got 5"],
  },
];

describe("the preview of a faulty program", () => {
  const previews = new Map<string, Promise<Said>>();

  beforeAll(async () => {
    const pulumi = await preparePulumi();
    // Two at a time, as many as the machine has cores; each test waits for its own.
    const queues = [0, 1].map((half) => faulty.filter((_, index) => index % 2 === half));
    for (const queue of queues)
      void queue.reduce((before, one) => next(before, one, pulumi), Promise.resolve());
  });
  afterAll(removeFolders);

  function next(
    before: Promise<unknown>,
    { name, source, language }: (typeof faulty)[number],
    pulumi: Pulumi,
  ) {
    const preview = before.then(async () => (await pulumi.program(source, language)).pulumi("preview"));
    previews.set(name, preview);
    return preview.then(
      () => undefined,
      () => undefined,
    );
  }

  test.each(faulty)("says what is wrong, and nothing else: $name", async ({ name, says }) => {
    const said = await previews.get(name);

    const output = said?.output ?? "";
    for (const text of says) expect(output).toContain(text);
    expect(output.match(/^ *at /gm)).toBeNull();
    // Pulumi's own headline counts one error, and each is told once.
    expect(output.match(/error: .* cannot be made as it is declared:/g)?.slice(1)).toEqual([
      expect.stringContaining("error: "),
    ]);
    expect(said?.ok).toBe(false);
  });
});
