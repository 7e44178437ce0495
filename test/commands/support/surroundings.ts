import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { runsTypeScript } from "../../../commands/support/processes";

/** What AWS's place says to each request; `undefined` for nothing, ever. */
type Reply = { readonly status: number; readonly type: string; readonly body: string } | undefined;

/** A place that is asked for AWS, and the Regions for which the requests are signed. */
export async function startPlace(reply: Reply) {
  const regions: string[] = [];
  const server = createServer((request, response) => {
    regions.push(request.headers.authorization?.split("/")[2] ?? "");
    server.emit("asked");
    request.resume();
    if (reply) response.writeHead(reply.status, { "content-type": reply.type }).end(reply.body);
  });
  const asked = once(server, "asked");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, regions, asked, stop };
}

/** An error as the services with JSON answer it. */
export function jsonError(name: string, message: string): Reply {
  return {
    status: 400,
    type: "application/x-amz-json-1.1",
    body: JSON.stringify({ __type: name, message }),
  };
}

/** Starts `custom-user-pool` with nothing in its environment but what is given; `stdout` is a pipe, or an open file. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv, stdout: "pipe" | number = "pipe") {
  const child = spawn(
    process.execPath,
    [...runsTypeScript, join(__dirname, "../../../commands/main.ts"), ...args],
    {
      env: {
        PATH: process.env["PATH"],
        HOME: "/nonexistent",
        NODE_NO_WARNINGS: "1",
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        AWS_EC2_METADATA_DISABLED: "true",
        ...env,
      },
      stdio: ["ignore", stdout, "pipe"],
    },
  );
  const read = async (stream: Readable | null) => (stream === null || stream.destroyed ? "" : text(stream));
  const closed = once(child, "close");
  const end = async () => {
    const [, out, err] = await Promise.all([closed, read(child.stdout), read(child.stderr)]);
    return { code: child.exitCode, stdout: out, stderr: err };
  };
  return { child, end };
}
