import { execFileSync } from "node:child_process";
import { runTool } from "./support/tools";

jest.setTimeout(300_000);

it("No known misspelling stands in the documentation, the messages or the names", async () => {
  // Outside of a git checkout, in the archive of a release, there is nothing to list.
  const files = execFileSync("git", ["ls-files", "*.md", "*.ts", "*.yaml", "*.json"], { encoding: "utf8" })
    // Tests misspell on purpose.
    .split("\n")
    .filter((file) => file !== "" && !/^test\/|package-lock|serviceModel/.test(file));

  expect(files.length).toBeGreaterThan(100);
  expect(
    await runTool("codespell", [
      "--builtin",
      "clear,rare",
      // `listIn` is two words.
      "--ignore-regex",
      String.raw`\w+In\b`,
      ...files,
    ]),
  ).toBe("");
});
