import type * as cognito from "@pulumi/aws/cognito";
import { isProtected, Protection } from "./arguments/protection";
import type { CustomUserPoolArgs } from "./customUserPoolArgs";
import { childName } from "./engine/names";
import { domainHooks } from "./guard/domainHooks";
import { createParts, type Parts, partResources } from "./parts/createParts";
import { createDomain } from "./parts/domain";
import type { PartOwner } from "./parts/partArgs";

export interface PoolParts extends Parts {
  readonly domain: cognito.UserPoolDomain | undefined;
}

/** Registers what belongs to a pool, its domain too, and what keeps all of it when protected resources are left out of a removal. */
export function createPoolParts(args: CustomUserPoolArgs, owner: PartOwner): PoolParts {
  const { name, parent } = owner;
  const parts = createParts(args, owner);
  const domain =
    args.domain && createDomain(args.domain, owner, { tags: args.tags, hooks: domainHooks(name, parent) });
  const kept = [...partResources(parts), ...(domain ? [domain.domain, ...domain.around] : [])];
  void new Protection(childName(name, "protection"), { kept, protect: isProtected(args), parent });
  return { ...parts, domain: domain?.domain };
}
