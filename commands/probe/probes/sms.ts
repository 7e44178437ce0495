import { NoAnswer, type Probe } from "../probe";
import { makeSmsRole, onceKnown } from "../stacks";

/** What concerns SMS, for which Cognito needs a role. */
export const smsProbes: Probe[] = [
  {
    id: "omitted.SmsConfiguration",
    question: "What does UpdateUserPool do with `SmsConfiguration` when it is left out?",
    answers: { reset: "it is removed", kept: "it stays as it is" },
    ask: async (context) => {
      const ExternalId = "custom-user-pool-probe";
      const SmsConfiguration = { SnsCallerArn: await makeSmsRole(context, ExternalId), ExternalId };
      const pool = await onceKnown("InvalidSmsRole", () => context.makePool({ SmsConfiguration }));
      if (!(await pool.describe()).SmsConfiguration) throw new NoAnswer("the pool does not show it");
      await pool.update({});
      return (await pool.describe()).SmsConfiguration ? "kept" : "reset";
    },
  },
];
