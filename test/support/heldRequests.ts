import type { Server } from "node:http";

/** Counts the requests that a server has taken and not yet answered. */
export function heldRequests(server: Server): () => number {
  let held = 0;
  server.on("request", (_request, response) => {
    held += 1;
    response.once("close", () => {
      held -= 1;
    });
  });
  return () => held;
}
