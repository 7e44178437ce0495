import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  ListTagsForResourceCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRefused, type LivePool, lets, type Probe, type ProbeContext } from "../probe";

const mark = "custom-user-pool:probed";

/** Gives a pool a domain of its own prefix, which goes before the pool. */
async function giveDomain(
  { cognito, afterwards }: ProbeContext,
  pool: LivePool,
  Domain: string,
): Promise<void> {
  const target = { UserPoolId: pool.id, Domain };
  await cognito.send(new CreateUserPoolDomainCommand(target));
  afterwards(() => cognito.send(new DeleteUserPoolDomainCommand(target)));
}

const tagProbes: Probe[] = [
  {
    id: "tags.update",
    question: "UpdateUserPool with `UserPoolTags` that leave a tag of the pool out",
    answers: { replaced: "the tag is gone", merged: "the tag stays" },
    ask: async ({ makePool }) => {
      const pool = await makePool();
      await pool.update({ UserPoolTags: { ...pool.tags, [mark]: "yes" } });
      await pool.update({ UserPoolTags: pool.tags });
      return mark in ((await pool.describe()).UserPoolTags ?? {}) ? "merged" : "replaced";
    },
  },
  {
    id: "tags.describedAtOnce",
    question: "DescribeUserPool right after CreateUserPool with tags",
    answers: { shown: "shows them", later: "does not show them yet" },
    ask: async ({ makePool }) => {
      const pool = await makePool();
      return Object.keys((await pool.describe()).UserPoolTags ?? {}).length > 0 ? "shown" : "later";
    },
  },
  {
    id: "tags.listedAtOnce",
    question: "ListTagsForResource right after CreateUserPool with tags",
    answers: { shown: "shows them", later: "does not show them yet" },
    ask: async ({ makePool, cognito }) => {
      const { created } = await makePool();
      const { Tags = {} } = await cognito.send(new ListTagsForResourceCommand({ ResourceArn: created.Arn }));
      return Object.keys(Tags).length > 0 ? "shown" : "later";
    },
  },
];

const deletionProbes: Probe[] = [
  {
    id: "deletion.protected",
    question: "DeleteUserPool of a protected pool",
    answers: lets("it"),
    ask: async ({ makePool, cognito }) => {
      const { id: UserPoolId } = await makePool({ DeletionProtection: "ACTIVE" });
      return isRefused(() => cognito.send(new DeleteUserPoolCommand({ UserPoolId })));
    },
  },
  {
    id: "deletion.withDomain",
    question: "DeleteUserPool of a pool that has a domain",
    answers: lets("it"),
    ask: async (context) => {
      const pool = await context.makePool();
      await giveDomain(context, pool, context.name);
      return isRefused(() => context.cognito.send(new DeleteUserPoolCommand({ UserPoolId: pool.id })));
    },
  },
  {
    id: "domain.second",
    question: "A second prefix domain for a pool",
    answers: lets("it"),
    ask: async (context) => {
      const pool = await context.makePool();
      await giveDomain(context, pool, context.name);
      return isRefused(() => giveDomain(context, pool, `${context.name}-2`));
    },
  },
];

const settingsProbes: Probe[] = [
  {
    id: "update.rename",
    question: "UpdateUserPool with another `PoolName`",
    answers: {
      renamed: "the pool has the new name",
      ignored: "the pool keeps its name",
      refused: "it is refused",
    },
    ask: async ({ makePool }) => {
      const pool = await makePool();
      const PoolName = `${pool.created.Name}-renamed`;
      if ((await isRefused(() => pool.update({ PoolName }))) === "refused") return "refused";
      return (await pool.describe()).Name === PoolName ? "renamed" : "ignored";
    },
  },
  {
    id: "update.usernameAttributesShown",
    question: "`UsernameAttributes` after an update, which cannot name them",
    answers: { shown: "are shown as before", gone: "are not shown" },
    ask: async ({ makePool }) => {
      const pool = await makePool({ UsernameAttributes: ["email"] });
      await pool.update({ AutoVerifiedAttributes: ["email"] });
      return (await pool.describe()).UsernameAttributes?.includes("email") ? "shown" : "gone";
    },
  },
  {
    id: "update.emptyList",
    question: "An empty `AttributesRequireVerificationBeforeUpdate`",
    answers: { off: "turns it off", kept: "changes nothing", refused: "it is refused" },
    ask: async ({ makePool }) => {
      const AutoVerifiedAttributes = ["email" as const];
      const required = (AttributesRequireVerificationBeforeUpdate: "email"[]) => ({
        AutoVerifiedAttributes,
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate },
      });
      const pool = await makePool(required(["email"]));
      if ((await isRefused(() => pool.update(required([])))) === "refused") return "refused";
      const { UserAttributeUpdateSettings: left } = await pool.describe();
      return left?.AttributesRequireVerificationBeforeUpdate?.length ? "kept" : "off";
    },
  },
  {
    id: "create.caseSensitive",
    question: "`UsernameConfiguration.CaseSensitive` of a pool that does not say it",
    answers: { true: "it is shown as true", false: "it is shown as false", absent: "it is not shown" },
    ask: async ({ makePool }) => {
      const { UsernameConfiguration } = await (await makePool()).describe();
      return String(UsernameConfiguration?.CaseSensitive ?? "absent");
    },
  },
  {
    id: "create.listedAtOnce",
    question: "ListUserPools right after CreateUserPool",
    answers: { listed: "has the pool", later: "does not have it yet" },
    ask: async ({ makePool, cognito }) => {
      const { id } = await makePool();
      for (let NextToken: string | undefined; ; ) {
        const page = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken }));
        if (page.UserPools?.some(({ Id }) => Id === id)) return "listed";
        NextToken = page.NextToken;
        if (NextToken === undefined) return "later";
      }
    },
  },
  {
    id: "create.legacyDays",
    question: "`UnusedAccountValidityDays` beside `TemporaryPasswordValidityDays`",
    answers: lets("it"),
    ask: ({ makePool }) =>
      isRefused(() =>
        makePool({
          AdminCreateUserConfig: { UnusedAccountValidityDays: 3 },
          Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 3 } },
        }),
      ),
  },
  {
    id: "email.fromWithoutDeveloper",
    question: "`EmailConfiguration.From` with Cognito's own sender",
    answers: lets("it"),
    ask: ({ makePool }) => isRefused(() => makePool({ EmailConfiguration: { From: "probe@example.com" } })),
  },
  {
    id: "tier.liteWithHistory",
    question: "A LITE pool with `PasswordHistorySize`",
    answers: lets("it"),
    ask: ({ makePool }) =>
      isRefused(() =>
        makePool({ UserPoolTier: "LITE", Policies: { PasswordPolicy: { PasswordHistorySize: 2 } } }),
      ),
  },
  {
    id: "trigger.absentFunction",
    question: "A trigger whose function does not exist",
    answers: lets("it"),
    ask: async ({ makePool }) => {
      const pool = await makePool();
      const [, partition, , region, account] = (pool.created.Arn ?? "").split(":");
      const PreSignUp = `arn:${partition}:lambda:${region}:${account}:function:custom-user-pool-probe`;
      return isRefused(() => pool.update({ LambdaConfig: { PreSignUp } }));
    },
  },
];

/** What a pool's tags, its domain and its deletion do. */
export const poolProbes: Probe[] = [...tagProbes, ...deletionProbes, ...settingsProbes];
