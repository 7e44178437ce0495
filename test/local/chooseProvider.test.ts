import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EngineChoice } from "../../local/chooseEngine";
import { chooseProvider, pluginFile } from "../../local/chooseProvider";
import { LOCAL_PROVIDER_TITLE } from "../../local/engines/pulumiHome";
import { removeFolders, temporaryFolder } from "../support/folders";

const { version } = jest.requireActual<{ version: string }>("@pulumi/aws/package.json");
const home = process.env["PULUMI_HOME"];

type Engine = Pick<EngineChoice, "name" | "cli">;

/** The engine of a CLI that is this shell script. */
function engine(script = "exit 0"): Engine {
  const path = join(temporaryFolder(), "pulumi");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return { name: "pulumi", cli: { path, version: "3.300.0", from: "PATH" } };
}

/** A cache of plugins with an AWS plugin that begins so. */
function install(start?: string): void {
  process.env["PULUMI_HOME"] = temporaryFolder();
  if (start === undefined) return;
  const file = pluginFile(process.env, version);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, start);
}

describe("the provider of a run", () => {
  afterEach(removeFolders);
  afterAll(() => {
    if (home === undefined) delete process.env["PULUMI_HOME"];
    else process.env["PULUMI_HOME"] = home;
  });

  it("is the real one where it is installed, and the other is one option away", async () => {
    install("\u007FELF");

    const choice = await chooseProvider(undefined, engine());

    expect(choice).toEqual({
      name: "aws",
      explanation: `provider aws: Pulumi's AWS plugin ${version}; the other is --provider local`,
    });
  });

  it("is the one of this repository where it is asked for", async () => {
    install("\u007FELF");

    const { name, explanation } = await chooseProvider("local", engine());

    expect({ name, explanation }).toEqual({
      name: "local",
      explanation: "provider local: this repository's; the other is --provider aws",
    });
  });

  it.each([
    { what: "nothing is installed", start: undefined },
    { what: "ours stands in its place", start: `#!/usr/bin/env node\n// ${LOCAL_PROVIDER_TITLE}\n` },
  ])("is ours where $what, and says how to get the real one", async ({ start }) => {
    install(start);

    const { name, explanation } = await chooseProvider(undefined, engine());

    expect(name).toBe("local");
    expect(explanation).toBe(
      `provider local: this repository's; for --provider aws: \`pulumi plugin install resource aws ${version}\``,
    );
  });

  it("is downloaded by Pulumi where it is asked for and missing", async () => {
    install();
    const log = join(temporaryFolder(), "log");

    const { name } = await chooseProvider("aws", engine(`echo "$@" > ${log}`));

    expect(name).toBe("aws");
    expect(readFileSync(log, "utf8")).toBe(`plugin install resource aws ${version} --non-interactive\n`);
  });

  it("fails with what to do where the download fails", async () => {
    install();

    await expect(chooseProvider("aws", engine("echo no such host >&2; exit 255"))).rejects.toThrow(
      `\`--provider aws\` needs Pulumi's AWS plugin ${version}, and \`pulumi plugin install resource aws ${version}\` failed: ` +
        "no such host. Install it where its download can be reached, or use `--provider local`.",
    );
  });

  it("is ours with the embedded engine, which refuses the real one", async () => {
    install("\u007FELF");
    const embedded: Engine = { ...engine(), name: "embedded" };

    const { name } = await chooseProvider(undefined, embedded);

    expect(name).toBe("local");
    await expect(chooseProvider("aws", embedded)).rejects.toThrow(
      /^`--provider aws` needs the Pulumi CLI: .* Use `--engine pulumi`, or `--provider local`\.$/,
    );
  });
});
