import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moduleGo } from "../../local/cli/build";
import { cacheFolder } from "../../local/cli/cache";
import { findLanguageHost } from "../../local/cli/languageHosts";
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

describe.each(["yaml", "go", "python"] as const)("the host of %s", (language) => {
  const name = `pulumi-language-${language}`;

  test("is built beside the CLI of Pulumi's cache", () => {
    const PULUMI_HOME = home();

    expect(findLanguageHost(language, { PULUMI_HOME, PATH: "" })).toEqual({
      path: join(folderOf(PULUMI_HOME), name),
      isOwn: true,
      isThere: false,
    });
  });

  test("is found there", () => {
    const PULUMI_HOME = home();
    const path = write(folderOf(PULUMI_HOME), name);

    expect(findLanguageHost(language, { PULUMI_HOME, PATH: folderOf(PULUMI_HOME) })).toEqual({
      path,
      isOwn: true,
      isThere: true,
    });
  });

  test("is an installed CLI's own where it has one", () => {
    const installed = temporaryFolder();
    const path = write(installed, name);

    expect(findLanguageHost(language, { PULUMI_HOME: home(), PATH: `/none:${installed}` })).toEqual({
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
