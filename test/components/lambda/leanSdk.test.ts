import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { bundle, ownHandlers, packageFolder } from "../../../components/lambda/bundle";
import * as lean from "../../../components/lambda/leanSdk";

const folder = mkdtempSync(join(tmpdir(), "lean-sdk-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cut = (module: string, replace: (text: string) => string = () => "export const handler = 2;") => ({
  module,
  replace,
  why: "it is not needed",
});

function buildWith(cuts: readonly lean.Cut[]) {
  const entry = join(folder, "part.js");
  writeFileSync(entry, "export const handler = 1;");
  const plugins = [lean.leanSdk(folder, cuts)];
  return build({ entryPoints: [entry], bundle: true, write: false, logLevel: "silent", plugins });
}

describe("A cut", () => {
  it("takes something smaller for a module", async () => {
    const { outputFiles } = await buildWith([cut("part.js")]);

    expect(outputFiles?.[0]?.text).toContain("2");
  });

  it.each([
    [
      "of a module that the SDK has no more",
      cut("gone.js"),
      "the SDK has no gone.js any more (it is not needed)",
    ],
    ["that changes nothing", cut("part.js", (text) => text), "The cut of part.js no longer applies."],
  ])("%s is an error of the build", async (_which, given, message) => {
    await expect(buildWith([given])).rejects.toThrow(message);
  });
});

it("Every cut fits the SDK that is installed here: the handler is bundled without a warning", async () => {
  const warn = jest.spyOn(process, "emitWarning").mockReturnValue();

  await bundle({ ...ownHandlers.userPool, folder: packageFolder() });

  expect(warn).not.toHaveBeenCalled();
});

it("Cuts that do not fit the user's SDK stop no deployment: the SDK is bundled whole, with a warning", async () => {
  const warn = jest.spyOn(process, "emitWarning").mockReturnValue();
  const { leanSdk } = lean;
  jest.spyOn(lean, "leanSdk").mockImplementation((place) => leanSdk(place, [cut("gone.js")]));

  const text = await bundle({ ...ownHandlers.userPool, folder: packageFolder() });

  expect(text).toMatch(/export\{\w+ as handler\}/);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining("The AWS SDK is bundled whole"));
});
