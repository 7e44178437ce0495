import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { narrowTo } from "../../../components/lambda/narrow";
import { record, valueOf } from "../../support/mocks";

const role = "arn:aws:iam::123456789012:role/r";

test("a narrow resource registers what a whole one does", async () => {
  const args = { role, timeout: 5, tags: { team: "a" } };
  const { find } = await record(() => [
    new lambda.Function("whole", args),
    new lambda.Function("narrow", args, narrowTo("arn")),
  ]);

  const type = "aws:lambda/function:Function";
  expect(find(type, "narrow")).toEqual({ ...find(type, "whole"), name: "narrow" });
});

test("a narrow resource has the outputs that are named and those that it is given, and no others", async () => {
  const { result } = await record(() => new lambda.Function("f", { role, timeout: 5 }, narrowTo("arn")));

  expect(await valueOf(result.arn)).toContain(":function:");
  expect(await valueOf(result.timeout)).toBe(5);
  expect([result.version, result.tags]).toEqual([undefined, undefined]);
});

test("a narrow resource is still one of its class, and transformations of the program reach it", async () => {
  const { result, find } = await record(() => {
    const tags: pulumi.ResourceTransformation = ({ props, opts }) => ({
      props: { ...props, tags: { team: "b" } },
      opts,
    });
    const parent = new pulumi.ComponentResource("test:index:Parent", "p", {}, { transformations: [tags] });
    return new iam.Role("r", { assumeRolePolicy: "{}" }, { ...narrowTo("name"), parent });
  });

  expect(iam.Role.isInstance(result)).toBe(true);
  expect(find("aws:iam/role:Role").inputs["tags"]).toEqual({ team: "b" });
});
