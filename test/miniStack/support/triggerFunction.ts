import type { Aws } from "../../../commands/support/aws";
import { createRegistry } from "../../../local/provider/types/registry";
import { codeOf, LAMBDA_TRUST } from "./lambdaCode";
import { providerContext } from "./miniStack";

/** Makes a function with a role of its own, as the local provider does. @returns its ARN */
export async function makeFunction(
  aws: Aws,
  { name, handler, timeout }: { name: string; handler: string; timeout: number },
): Promise<string> {
  const registry = createRegistry(providerContext(aws));
  const role = await registry.typeOf("aws:iam/role:Role").create({ name, assumeRolePolicy: LAMBDA_TRUST });
  const { outs } = await registry.typeOf("aws:lambda/function:Function").create({
    name,
    role: role.outs["arn"],
    handler: "index.handler",
    runtime: "nodejs24.x",
    timeout,
    code: codeOf(handler),
  });
  return String(outs["arn"]);
}
