import { UserError } from "../../../../handlers/customResource/errors";
import {
  digest,
  isMadeByRequest,
  isNotedRequest,
  isOldRequest,
  isOwnedBy,
  noteRequest,
  tagsOf,
} from "../../../../handlers/userPool/plan/ownership";
import {
  ownTagPrefix,
  ownTags,
  ownTagsOf,
  type Tags,
  userTags,
  withoutAwsTags,
} from "../../../../handlers/userPool/settings/ownTags";
import { isPoolId, requirePoolId } from "../../../../handlers/userPool/settings/poolId";

const owner = {
  functionName: "shop-dev-handler",
  stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1",
  logicalId: "UserPool",
  requestId: "request-1",
};
const tags = {
  ...tagsOf(owner),
  "aws:cloudformation:stack-name": "shop",
  team: "a",
  constructor: "b",
};

describe("isPoolId", () => {
  it.each(["eu-west-1_AbCdEf123", "us-gov-west-1_0", "local_1", "us-east-1_a".padEnd(55, "x")])(
    "takes `%s` for a pool's id",
    (id) => {
      expect(isPoolId(id)).toBe(true);
    },
  );

  it.each([
    { name: "one that CloudFormation invented", id: "my-stack-UserPool-1A2B3C4D5E6F" },
    {
      name: "one that CloudFormation invented for a nested stack",
      id: "a-Nested-1ABC-UserPool-1A2B3C4D5E6F",
    },
    { name: "our mark of a failed Create", id: "not-created-7b8d3a52-4c53-4f0e-9a57-64a1d6e1b0f1" },
    { name: "that of the triggers", id: "eu-west-1_AbCdEf123/triggers" },
    { name: "an ARN", id: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123" },
    { name: "the name of a log stream", id: "2026/01/01/[$LATEST]0123456789abcdef" },
    { name: "one that ends too early", id: "eu-west-1_" },
    { name: "one without a region", id: "_AbCdEf123" },
    { name: "one with a line's end", id: "eu-west-1_AbCdEf123\n" },
    { name: "one that is too long", id: "us-east-1_a".padEnd(56, "x") },
    { name: "nothing", id: "" },
  ])("does not take $name for a pool's id", ({ id }) => {
    expect(isPoolId(id)).toBe(false);
  });
});

describe("requirePoolId", () => {
  it("lets a pool's id pass", () => {
    expect(() => requirePoolId("eu-west-1_AbCdEf123", "UserPoolId")).not.toThrow();
  });

  it("says where something else stands, and what it is", () => {
    expect(() => requirePoolId("my pool", "AdoptUserPoolId")).toThrow(
      new UserError(
        '`AdoptUserPoolId` must be a user pool\'s id such as `eu-west-1_AbCdEf123`, got "my pool".',
      ),
    );
  });
});

describe("the tags of a pool", () => {
  it("tell the handler, the stack, the resource and the request", () => {
    expect(tagsOf(owner)).toEqual({
      "custom-user-pool:handler": "shop-dev-handler",
      "custom-user-pool:stack-id": owner.stackId,
      "custom-user-pool:logical-id": "UserPool",
      "custom-user-pool:request-id": "request-1",
      ...noteRequest(owner, undefined),
    });
  });

  it("all have the reserved prefix", () => {
    expect(Object.values(ownTags).every((name) => name.startsWith(ownTagPrefix))).toBe(true);
  });

  it.each([
    { name: "the same request", given: owner, owned: true, made: true },
    {
      name: "another request of the same resource",
      given: { ...owner, requestId: "2" },
      owned: true,
      made: false,
    },
    { name: "another handler", given: { ...owner, functionName: "x" }, owned: true, made: true },
    { name: "another resource of the stack", given: { ...owner, logicalId: "x" }, owned: false, made: false },
    { name: "another stack", given: { ...owner, stackId: "x" }, owned: false, made: false },
  ])("tell whose the pool is, asked by $name", ({ given, owned, made }) => {
    expect([isOwnedBy(given, tags), isMadeByRequest(given, tags)]).toEqual([owned, made]);
  });

  it.each<{ none: Tags | undefined }>([{ none: undefined }, { none: {} }, { none: { team: "a" } }])(
    "make a pool nobody's where there are none of ours: $none",
    ({ none }) => {
      expect([isOwnedBy(owner, none), isMadeByRequest(owner, none)]).toEqual([false, false]);
    },
  );

  it("are told apart: the user's, ours and AWS's", () => {
    expect(userTags(tags)).toEqual({ team: "a", constructor: "b" });
    expect(ownTagsOf(tags)).toEqual(tagsOf(owner));
    expect(withoutAwsTags(tags)).toEqual({ ...tagsOf(owner), team: "a", constructor: "b" });
    expect([userTags(undefined), ownTagsOf(undefined)]).toEqual([{}, {}]);
  });
});

describe("the tag of the requests", () => {
  const newer = { ...owner, requestId: "request-2" };

  it("tells the older of two, and the resources apart", () => {
    const both = noteRequest(newer, noteRequest(owner, undefined));
    const triggers = { ...owner, logicalId: "Triggers" };

    expect([owner, newer, triggers].map((given) => isOldRequest(given, both))).toEqual([true, false, false]);
  });

  it("knows a resource's newest request, however often the stack's others write", () => {
    const at = (time: string) => ({ requestedAt: Date.parse(`2026-05-01T${time}Z`) });
    const newest = noteRequest({ ...newer, ...at("12:00:00") }, undefined);
    const others = Array.from({ length: 30 }, (_, index) => ({
      ...owner,
      logicalId: "Triggers",
      requestId: `triggers-${index}`,
    }));

    const noted = others.reduce<Tags>((before, other) => noteRequest(other, before), newest);

    expect(isOldRequest({ ...owner, ...at("11:30:00") }, noted)).toBe(true);
    expect(noted[ownTags.requests]?.length).toBeLessThanOrEqual(256);
  });

  it("drops the oldest resource where not even the newest request of each fits", () => {
    const resources = Array.from({ length: 30 }, (_, index) => ({ ...owner, logicalId: `Pool${index}` }));

    const noted = resources.reduce<Tags>((before, other) => noteRequest(other, before), {});

    const known = resources.map((resource) => isNotedRequest(resource, noted));
    expect([known[0], known[29]]).toEqual([false, true]);
    expect(noted[ownTags.requests]?.length).toBeLessThanOrEqual(256);
  });

  it.each<Tags>([{}, { [ownTags.requests]: "abc" }, { [ownTags.requests]: "not ours:" }])(
    "makes no request old where it says nothing: %j",
    (none) => {
      expect(isOldRequest(owner, none)).toBe(false);
    },
  );

  it("tells an older request by the time, where only one of the two is known to be noted", () => {
    const timed = noteRequest({ ...newer, requestedAt: 60_000 }, undefined);

    expect(isOldRequest({ ...owner, requestedAt: 50_000 }, timed)).toBe(true);
    expect(isOldRequest({ ...owner, requestedAt: 50_000 }, noteRequest(newer, undefined))).toBe(false);
  });
});

describe("digest", () => {
  it("is the same for the same text and another for another, as long as is asked for", () => {
    const digests = ["größe", "größe", "grosse"].map((text) => digest(text));

    expect(digests[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
    expect(digest("größe", 6)).toBe(digests[0]?.slice(0, 6));
  });
});
