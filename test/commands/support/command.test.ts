import { getEventListeners } from "node:events";
import { PassThrough } from "node:stream";
import { defineCommand, type Invocation } from "../../../commands/support/command";
import { CommandError } from "../../../commands/support/errors";
import { exitCodes } from "../../../commands/support/exitCodes";
import { Interrupted, unlessAborted } from "../../../commands/support/interruption";
import { choice, flag, list, text, value } from "../../../commands/support/options";
import { isLive } from "../../../commands/support/steps";
import { UsageError } from "../../../commands/support/usageError";
import { runCommand } from "./capture";

const options = {
  "user-pool-id": text("ID", "the pool"),
  language: choice(["typescript", "yaml"], "of the program"),
  port: value("PORT", "a port", (given, option) => {
    if (/^\d+$/.test(given)) return Number(given);
    throw new UsageError(`Expected \`--${option}\` to be a number, got \`${given}\`.`);
  }),
  config: list("KEY", "a key; may be given many times", (given) => given),
  dry: flag("writes nothing", "d"),
};

function commandOf(run: (invocation: Invocation<typeof options>) => Promise<number>) {
  return defineCommand({ usage: "npx custom-user-pool try", description: "Tries.", options, run });
}

const showsOptions = commandOf(async ({ options: given, output }) => {
  output.result({ text: "text\n", json: given });
  return exitCodes.fine;
});

describe("a command line", () => {
  it("is read by the declaration of its options", async () => {
    const args = ["--user-pool-id", "eu-west-1_A", "--language", "yaml", "--port=8", "-d", "--config", "a"];

    const { code, stdout } = await runCommand(showsOptions, [...args, "--config", "b", "--json"]);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      "user-pool-id": "eu-west-1_A",
      language: "yaml",
      port: 8,
      config: ["a", "b"],
      dry: true,
      json: true,
      quiet: false,
      help: false,
    });
  });

  it("says nothing of what it leaves out", async () => {
    const { stdout } = await runCommand(showsOptions, ["--json"]);

    expect(JSON.parse(stdout)).toEqual({ config: [], dry: false, json: true, quiet: false, help: false });
  });

  it.each([
    {
      args: ["--user-pol-id", "x"],
      says: "✖ Unknown option `--user-pol-id`. Did you mean `--user-pool-id`?\n",
    },
    { args: ["--zzzzzzzzzzzz"], says: "✖ Unknown option `--zzzzzzzzzzzz`. `--help` lists what there is.\n" },
    { args: ["-x"], says: "✖ Unknown option `-x`." },
    {
      args: ["--prt", "--lang"],
      says: "✖ Unknown option `--prt`. Did you mean `--port`?\nUnknown option `--lang`. Did you mean `--language`?\n",
    },
    { args: ["extra"], says: /^✖ Unexpected argument 'extra'.*`--help` lists the options\.\n$/ },
    { args: ["--port"], says: /argument missing. `--help` lists the options\.\n$/ },
    { args: ["--dry=no"], says: /does not take an argument/ },
    {
      args: ["--port", "http", "--language", "go"],
      says: "✖ Expected `--language` to be typescript or yaml, got `go`.\nExpected `--port` to be a number, got `http`.\n",
    },
    { args: ["--port=1", "--port=2"], says: "✖ Expected `--port` once, got `1` and `2`.\n" },
  ])("is refused with everything that is wrong about it: $args", async ({ args, says }) => {
    const { code, stdout, stderr } = await runCommand(showsOptions, args);

    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toMatch(says);
  });

  it("is explained by --help, from the declaration", async () => {
    const { code, stdout } = await runCommand(showsOptions, ["-h"]);

    expect(code).toBe(0);
    expect(stdout).toMatchInlineSnapshot(`
"npx custom-user-pool try [options]

Tries.

Options
  --user-pool-id ID           the pool
  --language typescript|yaml  of the program
  --port PORT                 a port
  --config KEY                a key; may be given many times
  --dry, -d                   writes nothing
  --json                      prints one JSON object on standard output, and everything else on
                              standard error
  --quiet, -q                 shows the result and what is wrong, but not how it goes
  --help, -h                  shows this text

Exit codes
  0   done
  1   it failed, or could not be found out
  64  the command line is wrong
"
`);
  });
});

describe("a command's output", () => {
  const works = commandOf(async ({ output }) => {
    output.say("by the way");
    await output.steps([{ name: "work", title: "working", work: async () => "hard" }]);
    output.warn("be careful");
    output.result({ text: `${output.mark("fine", "all done")}\n`, json: { done: true } });
    return exitCodes.different;
  });

  it("holds what it does and how it ends, with marks", async () => {
    const { code, stdout, stderr } = await runCommand(works, []);

    expect(code).toBe(2);
    expect(stdout).toMatch(/^by the way\n[^]*✔ working: hard[^]*\n✔ all done\n$/);
    expect(stderr).toBe("⚠ be careful\n");
  });

  it("is the result alone with --quiet, and what the reader should know", async () => {
    const { stdout, stderr } = await runCommand(works, ["--quiet"]);

    expect({ stdout, stderr }).toEqual({ stdout: "✔ all done\n", stderr: "⚠ be careful\n" });
  });

  it("is one JSON object with --json, and the rest goes to standard error", async () => {
    const { stdout, stderr } = await runCommand(works, ["--json"]);

    expect(JSON.parse(stdout)).toEqual({ done: true });
    expect(stderr).toContain("by the way\n");
  });

  it("has no colours where it is no terminal", async () => {
    const { stdout, stderr } = await runCommand(works, []);

    expect(stdout + stderr).not.toContain("\u001b");
  });
});

describe("a terminal", () => {
  it.each([
    { TERM: "xterm", isLive: true },
    { TERM: "dumb", isLive: false },
  ])("$TERM moves its cursor: $isLive", ({ TERM, isLive: expected }) => {
    jest.replaceProperty(process, "env", { ...process.env, TERM });

    expect(isLive(Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.WriteStream)).toBe(
      expected,
    );
  });
});

describe("a command that fails", () => {
  const fails = (error: unknown) =>
    commandOf(async ({ output }) => {
      await output.steps([{ name: "work", title: "working", work: () => Promise.reject(error) }]);
      return exitCodes.fine;
    });

  it("says why, without a stack trace", async () => {
    const { code, stderr } = await runCommand(fails(new CommandError("No luck.")), ["-q"]);

    expect({ code, stderr }).toEqual({ code: 1, stderr: "✖ No luck.\n" });
  });

  it("says so as its result with --json", async () => {
    const { code, stdout } = await runCommand(fails(new TypeError("No luck.")), ["--json"]);

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ error: "No luck." });
  });

  it("ends with the signal's code when it was stopped, whatever fails because of that", async () => {
    const signal = AbortSignal.abort(new Interrupted("SIGTERM"));

    const { code, stderr } = await runCommand(fails(new Error("aborted")), ["-q"], signal);

    expect({ code, stderr }).toEqual({ code: 143, stderr: "✖ Stopped by SIGTERM.\n" });
  });
});

describe("work that knows nothing of the signal", () => {
  it("is waited for, unless the signal comes first", async () => {
    const stop = new AbortController();
    const waiting = unlessAborted(new Promise(() => {}), stop.signal);

    stop.abort(new Interrupted("SIGINT"));

    await expect(waiting).rejects.toThrow("Stopped by SIGINT.");
    await expect(unlessAborted(new Promise(() => {}), stop.signal)).rejects.toThrow("Stopped by SIGINT.");
    expect(await unlessAborted(Promise.resolve(1), new AbortController().signal)).toBe(1);
  });

  it("leaves nothing that listens, however much of it there is", async () => {
    const { signal } = new AbortController();

    for (let work = 0; work < 100; work++) await unlessAborted(Promise.resolve(), signal);

    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
