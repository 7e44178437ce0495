import { formerStackWarning } from "../../../commands/adopt/formerStack";
import type { LivePool } from "../../../commands/adopt/livePool";
import { awsError } from "../../support/cognitoRules";
import { clientsFor, type Instead } from "../probe/answering";

const id = "us-east-2_Example00";

const live: LivePool = {
  pool: {},
  mfa: {},
  clients: [{ client: { ClientId: "client" }, hasSecret: false }],
  domains: [{ Domain: "members" }],
  identityProviders: [],
  resourceServers: [],
  groups: [],
};

/** What CloudFormation knows of the stack, in which the pool's resource has this state. */
const resources =
  (ResourceStatus = "CREATE_COMPLETE") =>
  () => ({
    StackResources: [
      { StackName: "service-dev", LogicalResourceId: "Pool", PhysicalResourceId: id, ResourceStatus },
      { StackName: "service-dev", LogicalResourceId: "Client", PhysicalResourceId: "client" },
      { StackName: "service-dev", LogicalResourceId: "Domain", PhysicalResourceId: "members" },
      { StackName: "service-dev", LogicalResourceId: "Role", PhysicalResourceId: "role" },
    ],
  });

const template = (policies: Record<string, string>) => () => ({
  TemplateBody: JSON.stringify({
    Resources: Object.fromEntries(
      ["Pool", "Client", "Domain", "Role"].map((name) => [name, { DeletionPolicy: policies[name] }]),
    ),
  }),
});

async function warn(instead: Instead): Promise<string | undefined> {
  const { cloudFormation, destroy } = clientsFor("http://127.0.0.1:9", instead);
  return await formerStackWarning(cloudFormation, id, live).finally(destroy);
}

it("names each resource that the pool's stack would delete", async () => {
  expect(
    await warn({
      DescribeStackResourcesCommand: resources(),
      GetTemplateCommand: template({ Pool: "Retain", Domain: "Delete" }),
    }),
  ).toMatch(
    /^The CloudFormation stack `service-dev` would delete `Client`, `Domain` once .*DeletionPolicy: Retain/,
  );
});

it("reads a template in YAML, with CloudFormation's own tags", async () => {
  const TemplateBody =
    "Resources:\n  Pool:\n    DeletionPolicy: RetainExceptOnCreate\n    Properties: { ServiceToken: !GetAtt [Function, Arn] }\n";

  expect(
    await warn({
      DescribeStackResourcesCommand: resources(),
      GetTemplateCommand: () => ({ TemplateBody }),
    }),
  ).toContain("would delete `Client`, `Domain`");
});

it.each([
  ["keeps all of it", resources(), template({ Pool: "Retain", Client: "Retain", Domain: "Retain" })],
  ["was deleted and has left the pool", resources("DELETE_SKIPPED"), template({})],
])("is silent where the stack %s", async (_, DescribeStackResourcesCommand, GetTemplateCommand) => {
  expect(await warn({ DescribeStackResourcesCommand, GetTemplateCommand })).toBeUndefined();
});

it("is silent where no stack has the pool", async () => {
  expect(
    await warn({
      DescribeStackResourcesCommand: () => awsError("ValidationError", `Stack for ${id} does not exist`),
    }),
  ).toBeUndefined();
});

it("says so where CloudFormation may not be asked", async () => {
  expect(
    await warn({ DescribeStackResourcesCommand: () => awsError("AccessDenied", "not authorized") }),
  ).toMatch(/^Whether a CloudFormation stack has the pool could not be found out: .*not authorized.*Retain/);
});
