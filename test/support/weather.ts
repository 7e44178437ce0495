import * as fc from "fast-check";
import { awsError } from "./cognitoRules";
import type { World } from "./world";

/** What the services around a pool are like for a while, beside single calls that go wrong. */
export interface Weather {
  /** How long IAM does not know the tags of a new pool, in milliseconds. */
  tagsLateMs: number;
  /** How long the list does not hold a new pool. */
  listLateMs: number;
  /** How long Cognito refuses CreateUserPool, from the beginning on. */
  throttledMs: number;
  /** Whether CloudWatch Logs and CloudFormation can be asked. */
  claims: boolean;
  stacks: boolean;
}

export const weathers: fc.Arbitrary<Weather> = fc.record({
  tagsLateMs: fc.constantFrom(0, 0, 5_000, 8_000),
  listLateMs: fc.constantFrom(0, 0, 5_000),
  throttledMs: fc.constantFrom(0, 0, 12_000),
  claims: fc.constantFrom(true, true, false),
  stacks: fc.constantFrom(true, true, false),
});

/** From now on the world is so. */
export function applyWeather({ clock, cognito, claims, stacks }: World, weather: Weather): void {
  claims.isAvailable = weather.claims;
  stacks.isAvailable = weather.stacks;
  const throttledUntil = clock.now() + weather.throttledMs;
  const age = ({ createdAt }: { createdAt: number }) => clock.now() - createdAt;
  cognito.options.hidden = (pool) => age(pool) < weather.listLateMs;
  cognito.options.gate = (operation, input) => {
    if (operation === "createUserPool" && clock.now() < throttledUntil) {
      throw awsError("TooManyRequestsException", "Rate exceeded");
    }
    const pool = cognito.pools.get("UserPoolId" in input ? String(input.UserPoolId) : "");
    if (pool && age(pool) < weather.tagsLateMs) throw awsError("AccessDeniedException", "no such tags");
  };
}
