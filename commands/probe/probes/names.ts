import type { LambdaConfigType, UserPoolType } from "@aws-sdk/client-cognito-identity-provider";
import { isRefused, type LivePool, type Probe, type ProbeContext } from "../probe";

const mirrored = { mirrored: "the other name shows it too", alone: "it is shown under its own name alone" };

const functionOf = ({ created }: LivePool, name: string): string => {
  const [, partition, , region, account] = (created.Arn ?? "").split(":");
  return `arn:${partition}:lambda:${region}:${account}:function:custom-user-pool-probe-${name}`;
};

async function triggersAfter(
  { makePool }: ProbeContext,
  config: (pool: LivePool) => LambdaConfigType,
): Promise<LambdaConfigType> {
  const pool = await makePool();
  await pool.update({ LambdaConfig: config(pool) });
  return (await pool.describe()).LambdaConfig ?? {};
}

const versioned = (pool: LivePool) =>
  ({ LambdaVersion: "V1_0", LambdaArn: functionOf(pool, "one") }) as const;

/** One thing that Cognito knows under two names. */
export const doubleNames: Probe[] = [
  {
    id: "names.preToken.legacy",
    question: "`LambdaConfig.PreTokenGeneration` alone is set",
    answers: mirrored,
    ask: async (context) => {
      const shown = await triggersAfter(context, (pool) => ({ PreTokenGeneration: functionOf(pool, "one") }));
      return shown.PreTokenGenerationConfig ? "mirrored" : "alone";
    },
  },
  {
    id: "names.preToken.config",
    question: "`LambdaConfig.PreTokenGenerationConfig` alone is set",
    answers: mirrored,
    ask: async (context) => {
      const shown = await triggersAfter(context, (pool) => ({ PreTokenGenerationConfig: versioned(pool) }));
      return shown.PreTokenGeneration ? "mirrored" : "alone";
    },
  },
  {
    id: "names.preToken.removed",
    question: "Both names of the pre-token trigger were set, and an update leaves `PreTokenGeneration` out",
    answers: {
      gone: "the trigger is gone under this name",
      kept: "the name that was left out still shows it",
    },
    ask: async ({ makePool }) => {
      const pool = await makePool();
      const PreTokenGenerationConfig = versioned(pool);
      const PreTokenGeneration = PreTokenGenerationConfig.LambdaArn;
      await pool.update({ LambdaConfig: { PreTokenGenerationConfig, PreTokenGeneration } });
      await pool.update({ LambdaConfig: { PreTokenGenerationConfig } });
      return (await pool.describe()).LambdaConfig?.PreTokenGeneration === undefined ? "gone" : "kept";
    },
  },
  {
    id: "names.texts.template",
    question: "`VerificationMessageTemplate.EmailMessage` is set",
    answers: mirrored,
    ask: async ({ makePool }) => {
      const EmailMessage = "Your code is {####}.";
      const pool = await makePool({ VerificationMessageTemplate: { EmailMessage, EmailSubject: "Code" } });
      return (await pool.describe()).EmailVerificationMessage === EmailMessage ? "mirrored" : "alone";
    },
  },
  {
    id: "names.texts.legacy",
    question: "`EmailVerificationMessage`, the former name, is set",
    answers: { ...mirrored, refused: "it is refused" },
    ask: async ({ makePool }) => {
      const EmailVerificationMessage = "Your code is {####}.";
      let shown: UserPoolType = {};
      const answer = await isRefused(async () => {
        shown = await (await makePool({ EmailVerificationMessage })).describe();
      });
      if (answer === "refused") return answer;
      return shown.VerificationMessageTemplate?.EmailMessage === EmailVerificationMessage
        ? "mirrored"
        : "alone";
    },
  },
  {
    id: "names.days",
    question: "`PasswordPolicy.TemporaryPasswordValidityDays` is set",
    answers: mirrored,
    ask: async ({ makePool }) => {
      const pool = await makePool({ Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } } });
      const { AdminCreateUserConfig } = await pool.describe();
      return AdminCreateUserConfig?.UnusedAccountValidityDays === 3 ? "mirrored" : "alone";
    },
  },
];
