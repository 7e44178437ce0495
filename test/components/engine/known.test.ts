import * as pulumi from "@pulumi/pulumi";
import { knownOf, secretPaths } from "../../../components/engine/known";
import { withoutSecrets } from "../../../components/engine/secretValues";
import { within } from "../../../components/engine/within";
import { unknownValue } from "../../../handlers/userPool/settings/values";

const unknown = pulumi.output(pulumi.unknown) as pulumi.Output<unknown>;

test.each([
  { what: "a plain value", input: { a: [1] }, known: { a: [1] } },
  { what: "a promise", input: Promise.resolve({ a: 1 }), known: { a: 1 } },
  { what: "a secret", input: { a: pulumi.secret({ b: 1 }) }, known: { a: { b: 1 } } },
  { what: "an unknown", input: { a: 1, b: unknown }, known: { a: 1, b: unknownValue } },
  { what: "a secret unknown", input: pulumi.secret(unknown), known: unknownValue },
  {
    what: "an unknown deep inside",
    input: [{ a: pulumi.output({ b: unknown, c: 1 }) }],
    known: [{ a: { b: unknownValue, c: 1 } }],
  },
  {
    what: "what depends on an unknown",
    input: { a: unknown.apply(() => 1), b: 2 },
    known: { a: unknownValue, b: 2 },
  },
  { what: "nothing", input: undefined, known: undefined },
])("tells what is known of $what, without waiting", async ({ input, known }) => {
  expect(await knownOf(input)).toEqual(known);
});

test("tells each secret by its path, whatever is unknown beside it", async () => {
  const input = {
    PoolName: pulumi.secret("a"),
    Policies: pulumi.output({ PasswordPolicy: { MinimumLength: pulumi.secret(8) } }),
    Schema: [{ Name: "custom:plan", Mutable: pulumi.secret(unknown) }],
    Other: unknown,
    Promised: Promise.resolve({ a: pulumi.secret("b") }),
    Handler: undefined,
  };

  expect(await secretPaths(input, "settings")).toEqual([
    "settings.PoolName",
    "settings.Policies",
    "settings.Schema[0].Mutable",
    "settings.Schema[plan].Mutable",
    "settings.Promised.a",
  ]);
});

test("hides the secret in a value and nothing else of it", () => {
  const secrets = ["settings.a.b", "settings.list[1]"];

  expect(withoutSecrets({ b: 1, c: 2 }, "settings.a", secrets)).toEqual({ b: "[secret]", c: 2 });
  expect(withoutSecrets({ x: 1 }, "settings.a.b", secrets)).toBe("[secret]");
  expect(withoutSecrets(["x", "y"], "settings.list", secrets)).toEqual(["x", "[secret]"]);
  expect(withoutSecrets("x", "settings.abc", secrets)).toBe("x");
  expect(withoutSecrets(undefined, "settings.a.b", secrets)).toBeUndefined();
});

test("gives work up that does not end", async () => {
  await expect(within(0.01, "reading", new Promise(() => undefined))).rejects.toThrow(
    "reading: no end within 0.01 seconds",
  );
  expect(await within(1, "reading", Promise.resolve("done"))).toBe("done");
});
