import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import {
  type GeneratePackageRequest,
  GeneratePackageResponse,
  type LinkRequest,
  LinkResponse,
} from "@pulumi/pulumi/proto/language_pb";
import { nodeGeneratorName } from "../languageHosts";
import { packageJson } from "./requiredPackages";

/** Pulumi's generator for Node, which is in Go: `npm run local:cli -- --languages` puts it beside this host. */
const besideThisHost = (): string => join(dirname(process.argv[1] ?? ""), nodeGeneratorName);

/** Has Pulumi's own generator write the SDK that the engine asks for: it takes the request as it is, and answers as a host does. */
export async function generatePackage(
  request: GeneratePackageRequest,
  file = besideThisHost(),
): Promise<GeneratePackageResponse> {
  if (!existsSync(file)) {
    throw new Error(
      `There is no \`${file}\`, which generates SDKs: run \`npm run local:cli -- --languages\``,
    );
  }
  const generator = spawn(file, { stdio: ["pipe", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    generator.once("error", reject).once("close", resolve);
  });
  generator.stdin.end(request.serializeBinary());
  const [code, answer, said] = await Promise.all([ended, buffer(generator.stdout), buffer(generator.stderr)]);
  if (code !== 0) throw new Error(`No SDK was generated: ${said.toString().trim()}`);
  return GeneratePackageResponse.deserializeBinary(answer);
}

/** Makes a program depend on SDKs in its folder, and says how they are imported. */
export function linkPackages(request: LinkRequest): LinkResponse {
  const folder = request.getInfo()?.getProgramDirectory() ?? process.cwd();
  const program = packageJson(folder);
  const linked = request.getPackagesList().map((sdk) => ({
    name: packageJson(join(folder, sdk.getPath())).name ?? "",
    path: `file:${sdk.getPath()}`,
  }));
  const dependencies = Object.fromEntries(linked.map(({ name, path }) => [name, path]));
  const changed = { ...program, dependencies: { ...program.dependencies, ...dependencies } };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(changed, undefined, 2)}\n`);
  const imports = linked.map(({ name }) => `  import * as sdk from "${name}";\n`).join("");
  return new LinkResponse().setImportInstructions(`Import the SDK in your program:\n\n${imports}`);
}
