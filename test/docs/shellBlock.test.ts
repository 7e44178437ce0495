import { removeFolders, temporaryFolder } from "../support/folders";
import { runShellBlock } from "../support/shellBlock";

const run = (block: string) => runShellBlock(block, { folder: temporaryFolder(), env: process.env });

afterEach(removeFolders);

describe("a block of commands that is run", () => {
  it("shows each line and what it said, on both streams", async () => {
    expect(await run("echo one\necho two >&2\n")).toBe("echo one\none\necho two >&2\ntwo\n");
  });

  it("fails with the line that failed and what that said, and does not go on", async () => {
    const failing = run("echo one\nls ./nothing-here\necho three\n");

    await expect(failing).rejects.toThrow(
      /ended with 2:[^]*\nls \.\/nothing-here\n.*No such file or directory\n$/,
    );
  });

  it("has to end with the code that a comment tells", async () => {
    await expect(run("(exit 2) # exits with 2 while it is so\n")).resolves.toBeDefined();
    await expect(run("(exit 1) # exits with 2 while it is so\n")).rejects.toThrow("ended with 1");
    await expect(run("true     # exits with 2 while it is so\n")).rejects.toThrow("It ended with 0.");
  });
});
