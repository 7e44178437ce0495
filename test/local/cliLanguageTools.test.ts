import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moduleGo } from "../../local/cli/build";
import { cacheFolder } from "../../local/cli/cache";
import { findLanguageTools } from "../../local/cli/languageTools";
import { builtVersion, yamlHostVersion } from "../../local/cli/version";
import { removeFolders, temporaryFolder } from "../support/folders";

afterAll(removeFolders);

const home = () => temporaryFolder();
const folderOf = (PULUMI_HOME: string) => cacheFolder({ PULUMI_HOME }, builtVersion);

function write(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, "");
  return file;
}

describe("the tools for other languages", () => {
  test("are built beside the CLI of Pulumi's cache", () => {
    const PULUMI_HOME = home();
    const folder = folderOf(PULUMI_HOME);

    expect(findLanguageTools({ PULUMI_HOME, PATH: "" })).toEqual({
      yamlHost: { path: join(folder, "pulumi-language-yaml"), isOwn: true, isThere: false },
      sdkGenerator: { path: join(folder, "pulumi-generate-sdk"), isOwn: true, isThere: false },
    });
  });

  test("are found there", () => {
    const PULUMI_HOME = home();
    const folder = folderOf(PULUMI_HOME);
    write(folder, "pulumi-language-yaml");
    write(folder, "pulumi-generate-sdk");

    const { yamlHost, sdkGenerator } = findLanguageTools({ PULUMI_HOME, PATH: folder });
    expect([yamlHost.isThere, yamlHost.isOwn, sdkGenerator.isThere]).toEqual([true, true, true]);
  });

  test("are an installed CLI's own where it has one", () => {
    const installed = temporaryFolder();
    const path = write(installed, "pulumi-language-yaml");

    expect(findLanguageTools({ PULUMI_HOME: home(), PATH: `/none:${installed}` }).yamlHost).toEqual({
      path,
      isOwn: false,
      isThere: true,
    });
  });
});

test("the host for YAML is built from the version that its Go module names, by the Go that the CLI needs", () => {
  const goModule = readFileSync(join(__dirname, "../../local/cli/yamlHost/go.mod"), "utf8");

  expect(/^require github\.com\/pulumi\/pulumi-yaml v(\S+)$/m.exec(goModule)?.[1]).toBe(yamlHostVersion);
  expect(/^go (\S+)$/m.exec(goModule)?.[1]).toBe(moduleGo);
});
