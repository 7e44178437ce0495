import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CustomUserPool, type CustomUserPoolArgs } from "../components/customUserPool";
import { joinProgram, oncePerProgram } from "../components/engine/program";
import { runError } from "../components/engine/runError";
import { packageFolder } from "../components/lambda/bundle";
import { UserPoolHandler } from "../components/userPoolHandler";
import { handlerOutputs, poolOutputs, stateOf } from "./outputs";

type Constructed = pulumi.provider.ConstructResult;
type Options = pulumi.ComponentResourceOptions;
type ConstructParameters = Parameters<NonNullable<pulumi.provider.Provider["construct"]>>;

/** The handlers that a program has made, by their URNs: as an argument a component arrives by name only. */
const handlers = oncePerProgram<UserPoolHandler>();

/** Makes this package's components for programs in any language. */
export class UserPoolProvider implements pulumi.provider.Provider {
  readonly version: string;

  constructor(version: string) {
    this.version = version;
  }

  /** The schema that `npm run generate:schema` has written. */
  getSchema(): Promise<string> {
    return readFile(join(packageFolder(), "provider", "schema.json"), "utf8");
  }

  /** Makes a component in the run of the program that asks for it. */
  async construct(...[name, type, inputs, options]: ConstructParameters): Promise<Constructed> {
    joinProgram();
    switch (type) {
      case "custom-user-pool:index:CustomUserPool":
        return await constructPool(name, inputs, options);
      case "custom-user-pool:index:UserPoolHandler":
        return await constructHandler(name, inputs, options);
      default:
        throw runError(
          `The package has no component \`${type}\`: it has \`CustomUserPool\` and \`UserPoolHandler\`.`,
        );
    }
  }
}

async function constructPool(name: string, inputs: pulumi.Inputs, options: Options): Promise<Constructed> {
  const handler = await handlerOf(inputs["handler"]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the component judges its arguments
  const args = { ...inputs, ...(handler && { handler }) } as unknown as CustomUserPoolArgs;
  const pool = new CustomUserPool(name, args, options);
  return { urn: pool.urn, state: stateOf(poolOutputs, pool) };
}

async function constructHandler(name: string, inputs: pulumi.Inputs, options: Options): Promise<Constructed> {
  const handler = new UserPoolHandler(name, inputs, options);
  handlers(await textOf(handler.urn), () => handler);
  return { urn: handler.urn, state: stateOf(handlerOutputs, handler) };
}

/** The handler itself, of which the engine gives the URN. */
async function handlerOf(given: unknown): Promise<UserPoolHandler | undefined> {
  if (given === undefined) return undefined;
  const urn = await textOf(pulumi.output(given));
  return handlers(urn, () => {
    throw runError(`\`handler\` must be a \`UserPoolHandler\` of this program, got \`${urn}\`.`);
  });
}

function textOf(output: pulumi.Output<unknown>): Promise<string> {
  return new Promise((resolve) => output.apply((value) => resolve(String(value))));
}
