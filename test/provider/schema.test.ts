import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelLimits } from "../../handlers/userPool/rules/serviceModel";
import { type Shape, settingsShape } from "../../handlers/userPool/settings/schema";
import { handlerOutputs, poolOutputs } from "../../provider/outputs";
import { plainText, readDeclarations } from "../../provider/schema/declarations";
import { metadata } from "../../provider/schema/package";
import type {
  EnumSpec,
  ObjectSpec,
  PropertySpec,
  ResourceSpec,
  TypeSpec,
} from "../../provider/schema/packageSpec";

type NamedType = Partial<Pick<EnumSpec, "enum"> & Pick<ObjectSpec, "required">> &
  Pick<ObjectSpec, "properties">;

interface Schema {
  version: string;
  types: Record<string, NamedType>;
  resources: Record<
    "custom-user-pool:index:CustomUserPool" | "custom-user-pool:index:UserPoolHandler",
    ResourceSpec
  >;
}

const schema = jest.requireActual<Schema>("../../provider/schema.json");
const pool = schema.resources["custom-user-pool:index:CustomUserPool"];
const handler = schema.resources["custom-user-pool:index:UserPoolHandler"];

function typeAt(reference: string | undefined): NamedType {
  const found = schema.types[reference?.replace("#/types/", "") ?? ""];
  if (!found) throw new Error(`The schema has no ${reference}.`);
  return found;
}

describe("the package's schema", () => {
  const { checker, own } = readDeclarations();
  const membersOf = (name: string) =>
    checker
      .getPropertiesOfType(own(name))
      .map((member) => member.name)
      .toSorted();

  test.each([
    { args: "CustomUserPoolArgs", resource: pool },
    { args: "UserPoolHandlerArgs", resource: handler },
  ])("has every member of $args: else run `npm run generate:schema`", ({ args, resource }) => {
    expect(Object.keys(resource.inputProperties).toSorted()).toEqual(membersOf(args));
  });

  test("has every setting of the SDK's runtime schema, of its kind, apart from the triggers", () => {
    const differences: string[] = [];
    let leaves = 0;
    const visit = (path: string, shape: Shape, spec: TypeSpec | undefined): void => {
      switch (shape.kind) {
        case "structure":
          for (const [name, member] of shape.members) {
            if (path === "" && name === "LambdaConfig") continue;
            visit(path === "" ? name : `${path}.${name}`, member(), typeAt(spec?.$ref).properties[name]);
          }
          return;
        case "list":
          return visit(`${path}[]`, shape.element(), spec?.items);
        case "map":
          return visit(`${path}[]`, shape.value(), spec?.additionalProperties);
        case "string":
        case "boolean":
        case "number":
        case "unsupported": {
          leaves += 1;
          const kind = spec?.oneOf?.[0]?.type ?? spec?.type;
          if (kind !== (shape.kind === "number" ? "integer" : shape.kind)) differences.push(path);
        }
      }
    };
    visit("", settingsShape, pool.inputProperties["settings"]);

    expect(differences).toEqual([]);
    expect(leaves).toBeGreaterThan(80);
  });

  test("has the values of each setting that takes only some", () => {
    const specAt = (path: string): TypeSpec | undefined =>
      path.split(".").reduce<TypeSpec | undefined>((spec, part) => {
        const next = spec && typeAt(spec.$ref).properties[part.replaceAll("[]", "")];
        return part.endsWith("[]") ? (next?.items ?? next?.additionalProperties) : next;
      }, pool.inputProperties["settings"]);
    const limited = Object.entries(modelLimits).filter(
      ([path, { oneOf }]) => oneOf && !path.startsWith("LambdaConfig"),
    );

    const values = limited.map(([path]) =>
      typeAt(specAt(path)?.oneOf?.[1]?.$ref).enum?.map(({ value }) => value),
    );
    expect(values).toEqual(limited.map(([, { oneOf = [] }]) => oneOf.toSorted()));
    expect(limited.length).toBeGreaterThan(15);
  });

  test("takes a trigger as a path, as an ARN that is known later, or as an object", () => {
    const triggers = typeAt(pool.inputProperties["triggers"]?.$ref).properties;

    expect(triggers["PostConfirmation"]?.oneOf).toEqual([
      { type: "string" },
      { $ref: "#/types/custom-user-pool:index:TriggerFunction" },
    ]);
    expect(typeAt(triggers["CustomSMSSender"]?.$ref).required).toContain("function");
  });

  test("describes all properties, in plain and short words", () => {
    const properties = [
      ...Object.values(schema.types).flatMap((type) => Object.entries(type.properties ?? {})),
      ...[pool, handler].flatMap((one) => [
        ...Object.entries(one.properties),
        ...Object.entries(one.inputProperties),
      ]),
    ];
    const wrong = properties.filter(
      ([, { description = "" }]) =>
        description.length > 600 || /<\/?(p|code|a|ul|li|note|b|i)\b/.test(description),
    );
    const mute = properties.filter(([, { description }]) => description === undefined).map(([name]) => name);

    expect(wrong).toEqual([]);
    // Members of a policy's statement are IAM's own, and two stand in @pulumi/aws without a word.
    expect(mute.toSorted()).toEqual([
      "Action",
      "Condition",
      "Effect",
      "Resource",
      "Sid",
      "extension",
      "function",
      "function",
      "function",
      "function",
      "providerName",
    ]);
  });

  test("has no type called `Args`, since each language adds the word itself", () => {
    expect(Object.keys(schema.types).filter((name) => name.endsWith("Args"))).toEqual([]);
  });

  test("marks the clients' secrets", () => {
    const secret = Object.entries(pool.properties).filter(
      ([, { secret: isSecret }]: [string, PropertySpec]) => isSecret,
    );

    expect(secret.map(([name]) => name)).toEqual(["clientSecrets"]);
  });

  test("has the outputs that the plugin returns", () => {
    expect(Object.keys(pool.properties)).toEqual(Object.keys(poolOutputs));
    expect(Object.keys(handler.properties)).toEqual(Object.keys(handlerOutputs));
  });

  test("has the package's version", () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as Schema;

    expect(schema.version).toBe(version);
  });
});

describe("a description", () => {
  test("is plain text", () => {
    expect(plainText("<p>The <code>name</code>,\n   see <a href='x'>there</a>.</p>\n\n<p>More.</p>")).toBe(
      "The `name`, see there.\n\nMore.",
    );
  });

  test("ends with a sentence where it would be too long", () => {
    expect(plainText("One sentence. ".repeat(40))).toMatch(/^(One sentence\. )+One sentence\.$/);
    expect(plainText("One sentence. ".repeat(40)).length).toBeLessThan(400);
  });
});

test.each([
  ["git+https://github.com/somebody/pools.git", "github://api.github.com/somebody/pools"],
  ["https://example.com/somebody/pools.git", undefined],
  [undefined, undefined],
])("a release in the repository %s says where its archives are: %s", (url, pluginDownloadURL) => {
  const stated = { version: "1.2.3", description: "", license: "MIT", ...(url && { repository: { url } }) };

  expect(metadata(stated)).toMatchObject(pluginDownloadURL === undefined ? {} : { pluginDownloadURL });
  expect("pluginDownloadURL" in metadata(stated)).toBe(pluginDownloadURL !== undefined);
});
