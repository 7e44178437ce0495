import { readOptions } from "../../local/options";

const NOTHING_ASKED = { config: {}, keep: false, json: false, help: false };

describe("the command line of npm run local", () => {
  it("asks for nothing when it is empty", () => {
    expect(readOptions([])).toEqual(NOTHING_ASKED);
  });

  it("takes every option", () => {
    const args = [
      "--engine",
      "embedded",
      "--provider",
      "aws",
      "--example",
      "machineToMachine",
      "--keep",
      "--json",
      "--port",
      "4566",
      "--without-action",
      "logs:PutLogEvents",
    ];

    const options = readOptions([...args, "--config", "poolName=a=b", "--config", "mfa=ON"]);

    expect(options).toEqual({
      ...NOTHING_ASKED,
      engine: "embedded",
      provider: "aws",
      example: "machineToMachine",
      keep: true,
      json: true,
      port: 4566,
      withoutAction: "logs:PutLogEvents",
      config: { poolName: "a=b", mfa: "ON" },
    });
  });

  it.each([
    { args: ["--engin", "pulumi"], says: "Unknown option '--engin'" },
    { args: ["extra"], says: "Unexpected argument 'extra'" },
    {
      args: ["--engine", "terraform"],
      says: "Expected `--engine` to be pulumi or embedded, got `terraform`.",
    },
    { args: ["--provider", "gcp"], says: "Expected `--provider` to be aws or local, got `gcp`." },
    { args: ["--example", "../test"], says: "Expected `--example` to be the name of a folder in examples/" },
    { args: ["--port", "0"], says: "Expected `--port` to be a whole number from 1 to 65535, got `0`." },
    { args: ["--port", "http"], says: "got `http`" },
    { args: ["--config", "poolName"], says: "Expected `--config` to be KEY=VALUE, got `poolName`." },
    { args: ["--without-action", "UpdateUserPool"], says: "Expected `--without-action` to be an IAM action" },
  ])("refuses $args", ({ args, says }) => {
    expect(() => readOptions(args)).toThrow(says);
  });
});
