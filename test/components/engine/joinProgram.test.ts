import { credentials } from "@grpc/grpc-js";
import * as pulumi from "@pulumi/pulumi";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { joinProgram, oncePerProgram } from "../../../components/engine/program";

/** As a call to the plugin begins: with a client of its own for the engine. */
function call(address: string, { preview = false } = {}): void {
  const monitor = new ResourceMonitorClient(address, credentials.createInsecure());
  jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue(monitor);
  jest.spyOn(pulumi.runtime, "isDryRun").mockReturnValue(preview);
}

describe("the calls of a program to the package's plugin", () => {
  const made = oncePerProgram<object>();
  const make = () => made("handler", () => ({}));

  test("share what is made once per program, though each has a monitor of its own", () => {
    call("127.0.0.1:4001");
    joinProgram();
    const first = make();
    call("127.0.0.1:4001");
    joinProgram();

    expect(make()).toBe(first);
  });

  test.each([
    { other: "another engine", address: "127.0.0.1:4003", preview: false },
    { other: "a preview", address: "127.0.0.1:4002", preview: true },
  ])("share nothing with those of $other", ({ address, preview }) => {
    call("127.0.0.1:4002");
    joinProgram();
    const first = make();
    call(address, { preview });
    joinProgram();

    expect(make()).not.toBe(first);
  });

  test("are not mixed up with a program that runs in the process itself, at an address that comes again", () => {
    call("127.0.0.1:4004");
    const first = make();
    call("127.0.0.1:4004");

    expect(make()).not.toBe(first);
  });

  test("need no monitor", () => {
    jest.spyOn(pulumi.runtime, "getMonitor").mockReturnValue(undefined);

    expect(joinProgram).not.toThrow();
  });
});
