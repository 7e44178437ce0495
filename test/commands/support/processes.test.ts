import { describeError } from "../../../commands/support/errors";
import { run } from "../../../commands/support/processes";

const node = (script: string, options = {}) => run(process.execPath, ["--eval", script], options);

describe("a command that is run to its end", () => {
  it("gives what it wrote", async () => {
    expect(await node("process.stdout.write('done')")).toBe("done");
  });

  it("fails with the last lines of what it says is wrong", async () => {
    await expect(node("process.stderr.write('no pool'); process.exitCode = 1")).rejects.toThrow("no pool");
  });

  it("says what is wrong once", async () => {
    const failure = await node("process.stderr.write('no pool\\n'); process.exitCode = 1").catch(
      describeError,
    );

    expect(failure).toBe("no pool");
  });

  it("gives what it wrote also with an exit code that is no failure, and fails with any other", async () => {
    const fineCodes = [3];

    expect(await node("process.stdout.write('two differ'); process.exitCode = 3", { fineCodes })).toBe(
      "two differ",
    );
    await expect(node("process.stderr.write('wrong'); process.exitCode = 2", { fineCodes })).rejects.toThrow(
      "wrong",
    );
  });

  it("has the environment that it is given", async () => {
    expect(await node("process.stdout.write(process.env.PLACE)", { env: { PLACE: "here" } })).toBe("here");
  });
});
