/**
 * Writes handlers/userPool/rules/serviceModel.ts and components/arguments/partModel.ts, and the shapes that they are made
 * of to test/fixtures/serviceModel.json, from the service model of Cognito that fits the installed SDK. With `--check` it
 * only tells whether they are what it would write.
 *
 * The model is that of botocore, the SDK for Python, since the SDK for JavaScript leaves lengths and patterns out. To
 * update: raise the version, run it, and read what changed.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describeError } from "../commands/support/errors";
import { run } from "../commands/support/processes";
import { renderFixture, renderModule, renderParts, type ServiceModel, trimModel } from "./serviceModel";

const botocore = "1.44.8";
const root = join(__dirname, "..");

/** The model as botocore has it: from `.local`, or from PyPI. */
async function readModel(): Promise<ServiceModel> {
  const folder = join(root, ".local", `botocore-${botocore}`);
  if (!existsSync(folder)) await install(folder);
  const [python = ""] = readdirSync(join(folder, "lib"));
  const file = "site-packages/botocore/data/cognito-idp/2016-04-18/service-2.json.gz";
  const text = gunzipSync(readFileSync(join(folder, "lib", python, file))).toString("utf8");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- botocore's own file
  return trimModel(JSON.parse(text) as ServiceModel, botocore);
}

/** Puts botocore into a virtual environment; aside first, so that what breaks off leaves nothing half-made. */
async function install(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const building = await mkdtemp(`${folder}-`);
  try {
    await run("python3", ["-m", "venv", building]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"];
    await run(join(building, "bin", "python"), [...pip, `botocore==${botocore}`]);
    await rename(building, folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** Writes a file, or complains that it is not what would be written. */
function put(file: string, text: string, isCheck: boolean): void {
  const path = join(root, file);
  if (isCheck && readFileSync(path, "utf8") !== text) {
    throw new Error(
      `${file} is not what the model of botocore ${botocore} makes. Run \`npm run generate:rules\`.`,
    );
  }
  if (!isCheck) writeFileSync(path, text);
}

async function main(isCheck: boolean): Promise<void> {
  const model = await readModel();
  put("test/fixtures/serviceModel.json", renderFixture(model), isCheck);
  put("handlers/userPool/rules/serviceModel.ts", renderModule(model), isCheck);
  put("components/arguments/partModel.ts", renderParts(model), isCheck);
}

main(process.argv.includes("--check")).catch((error: unknown) => {
  console.error(describeError(error));
  process.exitCode = 1;
});
