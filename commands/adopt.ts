import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { regionOf } from "../handlers/userPool/settings/poolId";
import { formerStackWarning } from "./adopt/formerStack";
import { readLivePool } from "./adopt/livePool";
import { type AdoptionProgram, writeProgram } from "./adopt/program";
import { type Proof, prove } from "./adopt/proof";
import { typeScript } from "./adopt/typeScript";
import { yaml } from "./adopt/yaml";
import { clientConfig } from "./support/aws";
import { defineCommand, type Invocation } from "./support/command";
import { exitCodes } from "./support/exitCodes";
import { unlessAborted } from "./support/interruption";
import { choice, poolId, text, value } from "./support/options";
import { UsageError } from "./support/usageError";

const options = {
  "user-pool-id": poolId("the pool"),
  language: choice(["typescript", "yaml"], "of the program; TypeScript without it"),
  name: value("NAME", "what the component is called; made of the pool's name without it", nameOf),
  region: text("REGION", "the pool's Region; that of the id without it"),
};

export const command = defineCommand({
  usage: "npx custom-user-pool adopt --user-pool-id ID",
  description: `Reads a live user pool with its triggers, identity providers, resource servers, groups, app clients and domain, and prints the smallest program that takes it over and changes nothing: what equals Cognito's defaults is left out. The handler's planner proves it before it is printed.

It warns where a CloudFormation stack would still delete the pool. It only reads, and prints no secret: a client keeps its own, and that of an identity provider has to be in the program's configuration. What the component cannot express is listed at the end. Uses the AWS credentials and endpoint of the environment.`,
  options,
  exits: { fine: "the program changes nothing", different: "it would change something, or be refused" },
  run: (invocation) => unlessAborted(adopt(invocation), invocation.signal),
});

async function adopt({ options: asked, output }: Invocation<typeof options>): Promise<number> {
  const { language = "typescript", name, "user-pool-id": id } = asked;
  if (id === undefined) throw new UsageError("`--user-pool-id` is missing: give the id of the pool to read.");
  const region = asked.region ?? regionOf(id);
  const config = clientConfig(region);
  const cognito = new CognitoIdentityProviderClient(config);
  const live = await readLivePool(cognito, id).finally(() => cognito.destroy());
  const cloudFormation = new CloudFormationClient(config);
  const warning = await formerStackWarning(cloudFormation, id, live).finally(() => cloudFormation.destroy());
  const program = writeProgram(live, id, name);
  const proof = prove(program, live);
  const source = { typescript: typeScript, yaml }[language](program);
  const { inexpressible } = program;
  output.result({
    text: `${source}${comments(program, language)}`,
    json: { language, program: source, inexpressible, proof, warning },
  });
  if (warning !== undefined) output.warn(warning);
  return verdict(proof, output);
}

function verdict(proof: Proof, output: Invocation<typeof options>["output"]): number {
  const { changes, faults, unsaid } = proof;
  if (changes.length > 0) output.warn(`The program would change ${changes.join(", ")}.`);
  if (unsaid.length > 0) output.warn(`The program does not say what the pool has at ${unsaid.join(", ")}.`);
  for (const fault of faults) output.warn(`The component refuses what the pool has: ${fault}`);
  return changes.length + unsaid.length + faults.length > 0 ? exitCodes.different : exitCodes.fine;
}

/** What the program leaves as it is. */
function comments({ inexpressible }: AdoptionProgram, language: "typescript" | "yaml"): string {
  const sign = language === "yaml" ? "#" : "//";
  const lines = inexpressible.map((sentence) => `${sign} - ${sentence}\n`);
  return lines.length === 0 ? "" : `\n${sign} Not in this program:\n${lines.join("")}`;
}

/** In YAML it is the project's name, too. */
function nameOf(given: string, option: string): string {
  if (/^[A-Za-z][\w.-]{0,99}$/.test(given)) return given;
  throw new UsageError(
    `Expected \`--${option}\` to be a letter and at most 99 letters, digits, \`-\`, \`_\` and \`.\`, got \`${given}\`.`,
  );
}
