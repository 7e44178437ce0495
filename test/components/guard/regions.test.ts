import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type RegionalArgs, regionFaults } from "../../../components/guard/regions";
import { record } from "../../support/mocks";

const functionIn = (region: string) => `arn:aws:lambda:${region}:123456789012:function:tokens`;
const webAclIn = (region: string) => `arn:aws:wafv2:${region}:123456789012:regional/webacl/pool/1a2b`;
const unknown = pulumi.output(pulumi.unknown) as pulumi.Output<string>;

interface World {
  /** What belongs to the pool, given a provider of Frankfurt and one of Dublin. */
  readonly args: (frankfurt: aws.Provider, dublin: aws.Provider) => RegionalArgs;
  readonly inputs?: Record<string, unknown>;
  readonly hasProvider?: boolean;
  readonly config?: Record<string, string>;
}

/** What a preview says of a pool in Frankfurt, or in the Region of the configuration. */
async function faults({ args, inputs = {}, hasProvider = true, config = {} }: World): Promise<string[]> {
  jest.replaceProperty(process, "env", {
    ...process.env,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
  });
  const { result } = await record(
    () => {
      const frankfurt = new aws.Provider("frankfurt", { region: "eu-central-1" });
      const dublin = new aws.Provider("dublin", { region: "eu-west-1" });
      const pool = new pulumi.ComponentResource(
        "test:index:Users",
        "users",
        {},
        hasProvider ? { provider: frankfurt } : {},
      );
      return regionFaults(pool, args(frankfurt, dublin), inputs);
    },
    { preview: true, config, outputs: () => ({ arn: undefined }) },
  );
  return (await result).map(({ message }) => message);
}

const handlerOf = (region: pulumi.Output<string>, provider?: aws.Provider) =>
  Object.assign(new pulumi.ComponentResource("test:index:Handler", "handler", {}, { provider }), { region });

const functionOf = (provider?: aws.Provider, region?: aws.Region) =>
  new aws.lambda.Function("tokens", { role: "r", region }, { provider });

const elsewhere = (path: string, region = "eu-west-1", own = "eu-central-1") =>
  `\`${path}\` must be in the user pool's Region ${own}, got one in ${region}. Make it there, or give both the same \`provider\`.`;

describe("What is in another Region than its pool is refused", () => {
  it("by an ARN, known or as an output, whatever trigger it is for", async () => {
    const told = await faults({
      args: () => ({
        triggers: {
          PreSignUp: functionIn("eu-west-1"),
          PreTokenGenerationConfig: {
            LambdaVersion: "V2_0",
            function: pulumi.secret(functionIn("eu-west-1")),
          },
        },
        webAclArn: webAclIn("eu-west-1"),
      }),
    });

    expect(told).toEqual(
      ["triggers.PreSignUp", "triggers.PreTokenGenerationConfig", "webAclArn"].map((path) => elsewhere(path)),
    );
  });

  it("by the provider of a function or handler that is yet to be made", async () => {
    const told = await faults({
      args: (_, dublin) => ({
        handler: handlerOf(unknown, dublin),
        triggers: { PreSignUp: functionOf(dublin) },
      }),
    });

    expect(told).toEqual([elsewhere("handler"), elsewhere("triggers.PreSignUp")]);
  });

  it("by a function's own Region, and by that of the configuration", async () => {
    const told = await faults({
      args: (frankfurt) => ({ triggers: { PreSignUp: functionOf(frankfurt, "eu-west-1") } }),
      hasProvider: false,
      config: { "aws:region": "us-east-1" },
    });

    expect(told).toEqual([elsewhere("triggers.PreSignUp", "eu-west-1", "us-east-1")]);
  });
});

describe("Nothing is refused", () => {
  it.each<World & { what: string }>([
    {
      what: "that is where the pool is",
      args: (frankfurt) => ({
        handler: handlerOf(pulumi.output("eu-central-1")),
        triggers: { PreSignUp: functionOf(frankfurt), PostConfirmation: functionIn("eu-central-1") },
      }),
    },
    {
      what: "that the component makes itself, or that is not known yet",
      args: () => ({
        triggers: {
          PreSignUp: "trigger.ts",
          CustomMessage: { entry: "trigger.ts" },
          PostConfirmation: unknown,
        },
        webAclArn: unknown,
      }),
    },
    {
      what: "where a transform has moved the pool's stack as well",
      args: () => ({ triggers: { PreSignUp: functionIn("eu-west-1") } }),
      inputs: { region: "eu-west-1" },
    },
    {
      what: "where nobody says where the pool will be",
      args: () => ({ triggers: { PreSignUp: functionIn("eu-west-1") } }),
      inputs: { region: undefined },
      hasProvider: false,
    },
  ])("$what", async (world) => {
    expect(await faults(world)).toEqual([]);
  });
});
