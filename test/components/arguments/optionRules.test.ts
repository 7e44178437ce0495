import * as pulumi from "@pulumi/pulumi";
import { judgeOptions } from "../../../components/arguments/optionRules";
import { record } from "../../support/mocks";

jest.mock("@pulumi/pulumi/runtime/resource", () => ({
  ...jest.requireActual<object>("@pulumi/pulumi/runtime/resource"),
  ...jest.requireActual<object>("../../support/fakeHooks"),
}));

const title = 'CustomUserPool "users"';

/** What a preview warns of, or an update or a unit test. */
async function warnings(opts: unknown, { preview = true, hooks = true } = {}): Promise<string[]> {
  const warned: string[] = [];
  jest.spyOn(pulumi.log, "warn").mockImplementation((message) => {
    warned.push(message);
    return Promise.resolve();
  });
  await record(() => judgeOptions(title, opts), { preview, hooks });
  return warned;
}

describe("Options that are none are refused", () => {
  it.each([
    { opts: "parent", got: '"parent"' },
    { opts: [{ parent: undefined }], got: "a list" },
    { opts: null, got: "null" },
  ])("such as $got", ({ opts, got }) => {
    expect(() => judgeOptions(title, opts)).toThrow(
      `${title} cannot be made as it is declared:\n  - \`opts\` must be an object such as { parent: this }, got ${got}.`,
    );
  });

  it("such as an import, which a component does not have", () => {
    expect(() => judgeOptions(title, { import: "eu-west-1_AbCdEfGhI" })).toThrow(
      "- `opts.import` is not for components: give the id of the existing pool as `adoptUserPoolId`.",
    );
  });
});

describe("The preview warns", () => {
  it("of options that do not reach the pool", async () => {
    expect(await warnings({ ignoreChanges: ["settings.Policies"], replaceOnChanges: ["settings"] })).toEqual([
      expect.stringContaining(`${title}: \`opts.ignoreChanges\` does not reach the pool`),
      expect.stringContaining(`${title}: \`opts.replaceOnChanges\` does not reach the pool`),
    ]);
  });

  it("of a stack that would stay behind without its handler", async () => {
    expect(await warnings({ retainOnDelete: true })).toEqual([
      expect.stringContaining('take the option out and set `onDelete: "retain"`'),
    ]);
  });
});

describe("Nothing is said", () => {
  it.each([
    { what: "of no options" },
    { what: "of empty ones", opts: { ignoreChanges: [], retainOnDelete: false, import: undefined } },
    { what: "of those that work", opts: { parent: undefined, protect: true, aliases: [{ name: "former" }] } },
  ])("$what", async ({ opts }) => {
    expect(await warnings(opts)).toEqual([]);
  });

  it.each([{ preview: false }, { hooks: false }])("in an update or a unit test: %p", async (run) => {
    expect(await warnings({ retainOnDelete: true }, run)).toEqual([]);
  });
});
