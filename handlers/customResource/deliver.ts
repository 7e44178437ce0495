import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { DeliveryError, errorName } from "./errors";
import type { Log } from "./log";
import { type RetryServices, retry } from "./retry";

/** One PUT of an answer. */
export interface Delivery {
  url: string;
  body: Buffer;
  /** Epoch milliseconds at which the answer must have arrived. */
  deadline: number;
}

/** Longest wait for a silent socket, in milliseconds; a further try needs some of the time too. */
const socketTimeoutMs = 5_000;

/**
 * PUTs the answer, with another try after a network error, a time-out or a 5xx, all before the deadline.
 * A 403 is final: the pre-signed URL has expired or does not fit the request.
 *
 * @throws {@link DeliveryError} when the answer was not taken. It names the status or the socket's error, never the URL.
 */
export async function deliver(services: RetryServices & { log: Log }, delivery: Delivery): Promise<void> {
  const { clock, log } = services;
  const policy = {
    attempts: 10,
    baseMs: 200,
    capMs: 2_000,
    deadline: delivery.deadline,
    isRetryable: (error: unknown) => !(error instanceof RefusedError),
    onRetry: (error: unknown, attempt: number) =>
      log.warn("The answer was not taken; trying again.", { error: errorName(error), attempt }),
  };
  try {
    await retry(services, policy, () => {
      const leftMs = delivery.deadline - clock.now();
      return put(delivery, Math.max(1, Math.min(socketTimeoutMs, Math.floor(leftMs))));
    });
  } catch (error: unknown) {
    const why = error instanceof RefusedError ? `HTTP status ${error.status}` : errorName(error);
    throw new DeliveryError(`CloudFormation did not take the answer: ${why}.`);
  }
}

/** A status that another try does not change. */
class RefusedError extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`HTTP status ${status}`);
    this.name = `HTTP ${status}`;
    this.status = status;
  }
}

function statusError(status: number): Error {
  if (status < 500) return new RefusedError(status);
  return Object.assign(new Error("The server failed."), { name: `HTTP ${status}` });
}

function put({ url, body }: Delivery, timeoutMs: number): Promise<void> {
  // The URL is signed for an empty content type; any other one makes S3 answer 403.
  const headers = { "content-type": "", "content-length": body.length };
  const send = url.startsWith("http:") ? httpRequest : httpsRequest;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const request = send(url, { method: "PUT", headers, signal, agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      response.on("error", reject);
      response.on("end", () => (status >= 200 && status < 300 ? resolve() : reject(statusError(status))));
      response.resume();
    });
    request.on("error", reject);
    request.end(body);
  });
}
