import { isNamed } from "../../support/errors";
import { NoAnswer, type Probe } from "../probe";
import { makeStack, type ProbeStack } from "../stacks";

const first = { properties: { Version: "1" } };

const withPolicy = (DeletionPolicy: string) => ({ Recorded: { ...first, attributes: { DeletionPolicy } } });

const withLater = (Version: string, Fail: string) => ({
  Recorded: { properties: { Version } },
  Later: { properties: { Version: "1", Fail }, dependsOn: "Recorded" },
});

async function deployed(stack: ProbeStack, resources: Parameters<ProbeStack["deploy"]>[0]): Promise<void> {
  const status = await stack.deploy(resources);
  if (!/^(CREATE|UPDATE)_COMPLETE$/.test(status)) throw new NoAnswer(`the stack is in ${status}`);
}

/** What CloudFormation sends to a custom resource, and when. */
export const cloudFormationProbes: Probe[] = [
  {
    id: "cloudFormation.scalars",
    question: "Numbers and booleans in the properties of a custom resource",
    answers: { strings: "arrive as strings", typed: "arrive as what they are" },
    ask: async (context) => {
      const stack = await makeStack(context);
      await deployed(stack, { Recorded: { properties: { Scalars: { number: 8, flag: true } } } });
      const { Kinds } = await stack.outputs();
      if (Kinds === "string,string") return "strings";
      if (Kinds === "number,boolean" || Kinds === "boolean,number") return "typed";
      throw new NoAnswer(`they arrive as ${Kinds}`);
    },
  },
  {
    id: "cloudFormation.responseUrlDate",
    question: "The `ResponseURL` of a request",
    answers: { dated: "has `X-Amz-Date`", undated: "has no `X-Amz-Date`" },
    ask: async (context) => {
      const stack = await makeStack(context);
      await deployed(stack, { Recorded: first });
      return (await stack.outputs())["Dated"] === "true" ? "dated" : "undated";
    },
  },
  {
    id: "cloudFormation.policyOnly",
    question: "A stack update that changes only a resource's `DeletionPolicy`",
    answers: {
      nothing: "is no update",
      silent: "sends the resource nothing",
      sent: "sends the resource an Update",
    },
    ask: async (context) => {
      const stack = await makeStack(context);
      await deployed(stack, withPolicy("Delete"));
      const before = (await stack.outputs())["RequestId"];
      try {
        await deployed(stack, withPolicy("RetainExceptOnCreate"));
      } catch (error) {
        if (isNamed(error, "ValidationError")) return "nothing";
        throw error;
      }
      return (await stack.outputs())["RequestId"] === before ? "silent" : "sent";
    },
  },
  {
    id: "cloudFormation.rollbackId",
    question: "The Update that takes back a finished replacement, because another resource failed later,",
    answers: { old: "names the old resource", new: "names the new resource" },
    ask: async (context) => {
      const stack = await makeStack(context);
      await deployed(stack, withLater("1", "no"));
      const status = await stack.deploy(withLater("2", "yes"));
      if (status !== "UPDATE_ROLLBACK_COMPLETE") throw new NoAnswer(`the stack is in ${status}`);
      return (await stack.physicalId("Recorded"))?.startsWith("second-") ? "new" : "old";
    },
  },
];
