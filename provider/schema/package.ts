import { manifest } from "../manifest";
import { handlerOutputs, type OutputOf, poolOutputs } from "../outputs";
import { ArgumentsWriter } from "./arguments";
import { readDeclarations } from "./declarations";
import type { PackageSpec, Properties, PropertySpec, ResourceSpec } from "./packageSpec";
import { packageName, Types, tokenOf } from "./types";

/** The package's schema, as Pulumi's registry and its generators of SDKs read it. */
export function packageSpec(): PackageSpec {
  const types = new Types();
  const writer = new ArgumentsWriter(types, readDeclarations());
  const resource = <Component>(
    name: string,
    description: string,
    outputs: Readonly<Record<string, OutputOf<Component>>>,
  ): [string, ResourceSpec] => {
    const { properties, required = [] } = writer.describe(`${name}Args`);
    return [
      tokenOf(name),
      {
        isComponent: true,
        description,
        properties: outputsSpec(outputs),
        required: Object.keys(outputs),
        inputProperties: properties,
        requiredInputs: required,
      },
    ];
  };
  const resources = Object.fromEntries([
    resource("CustomUserPool", poolDescription, poolOutputs),
    resource("UserPoolHandler", handlerDescription, handlerOutputs),
  ]);
  return { ...metadata(), types: types.all(), resources };
}

const poolDescription =
  "An Amazon Cognito user pool with everything that the API offers, made by a CloudFormation custom resource.\n\n" +
  "Every property of the installed SDK can be set, a change that would lose users is refused, and the triggers are " +
  "attached without a moment in which the pool may not call them.";

const handlerDescription =
  "The Lambda function behind `Custom::UserPool`: it makes, changes and deletes user pools for CloudFormation.\n\n" +
  "One handler serves any number of pools, and a program gets one by itself. Make one to choose its memory, tags or " +
  "log retention, and pass it as `handler`.";

/** What Pulumi's registry shows, and where the engine finds the plugin. */
export function metadata({ version, description, license, homepage, repository } = manifest()) {
  const stated = typeof repository === "object" ? repository.url : repository;
  const url = stated?.replace(/^git\+|\.git$/g, "");
  return {
    name: packageName,
    displayName: "Custom User Pool",
    version,
    description,
    keywords: ["pulumi", "aws", "cognito", "user-pool", "category/cloud", "kind/component"],
    license,
    publisher: packageName,
    ...(homepage !== undefined && { homepage }),
    ...(url !== undefined && { repository: url, ...downloadFrom(url) }),
    language: {
      python: { pyproject: { enabled: true }, respectSchemaVersion: true },
      nodejs: { respectSchemaVersion: true },
      go: { respectSchemaVersion: true, generateResourceContainerTypes: true },
    },
  };
}

/**
 * Without it the engine of a program that has the SDK, but not the plugin, would look for the plugin among those of Pulumi itself.
 * It takes the archive of its platform from the release of the tag vVERSION (`githubSource` in
 * sdk/go/common/workspace/plugins.go of Pulumi).
 */
function downloadFrom(url: string): { pluginDownloadURL?: string } {
  const [, ownerAndName] = /^https:\/\/github\.com\/([^/]+\/[^/]+)$/.exec(url) ?? [];
  return ownerAndName === undefined ? {} : { pluginDownloadURL: `github://api.github.com/${ownerAndName}` };
}

function outputsSpec(outputs: Readonly<Record<string, OutputOf<never>>>): Properties {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, description, isSecret }]): [string, PropertySpec] => {
      const spec =
        type === "texts"
          ? ({ type: "object", additionalProperties: { type: "string" } } as const)
          : ({ type } as const);
      return [name, { ...spec, description, ...(isSecret && { secret: true }) }];
    }),
  );
}
