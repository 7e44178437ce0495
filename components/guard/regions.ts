import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "../../handlers/userPool/settings/values";
import { knownOf } from "../engine/known";
import { stackType } from "../engine/names";
import { mapTriggers, type Triggers } from "../lambda/triggers";

/** What a pool works with that has to be in its Region. */
export interface RegionalArgs {
  readonly handler?: (pulumi.Resource & { readonly region: pulumi.Output<string> }) | undefined;
  readonly triggers?: Triggers | undefined;
  readonly webAclArn?: pulumi.Input<string> | undefined;
}

/**
 * What is in another Region than the pool, as far as a preview knows. CloudFormation takes no `ServiceToken` of another Region, Lambda no
 * permission for a function there, and AWS WAF no regional web ACL.
 *
 * @param inputs - of the pool's stack, where a transform may have given it another Region than its provider's
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export async function regionFaults(
  component: pulumi.Resource,
  args: RegionalArgs,
  inputs: Readonly<Record<string, unknown>>,
): Promise<Fault[]> {
  const own = await firstText(inputs["region"], providerRegion(component));
  const others = await Promise.all(
    placesOf(args).map(async ([path, find]) => ({ path, other: await find() })),
  );
  return others.flatMap(({ path, other }) => {
    if (own === undefined || other === undefined || other === own) return [];
    const message = `\`${path}\` must be in the user pool's Region ${own}, got one in ${other}. Make it there, or give both the same \`provider\`.`;
    return [{ path, message }];
  });
}

type Place = [path: string, find: () => Promise<string | undefined>];

function placesOf({ handler, triggers = {}, webAclArn }: RegionalArgs): Place[] {
  const functions: Place[] = [];
  mapTriggers(triggers, (key, target) => functions.push([`triggers.${key}`, () => regionOfFunction(target)]));
  return [
    ...(handler
      ? [["handler", () => firstText(handler.region, providerRegion(handler))] satisfies Place]
      : []),
    ...functions,
    ["webAclArn", () => regionOfArn(webAclArn)],
  ];
}

/** None of what the component is to make itself. */
async function regionOfFunction(target: unknown): Promise<string | undefined> {
  if (!lambda.Function.isInstance(target)) return await regionOfArn(target);
  return (await regionOfArn(target.arn)) ?? (await firstText(target.region, providerRegion(target)));
}

async function regionOfArn(arn: unknown): Promise<string | undefined> {
  const known = typeof arn === "string" || pulumi.Output.isInstance(arn) ? await knownOf(arn) : undefined;
  const [prefix, , , region] = typeof known === "string" ? known.split(":") : [];
  return prefix === "arn" && region ? region : undefined;
}

async function firstText(...values: readonly unknown[]): Promise<string | undefined> {
  const known = await Promise.all(values.map(knownOf));
  return known.find((value) => typeof value === "string");
}

/** Where the provider of a resource works, if the program says so: a profile is not looked at. */
function providerRegion(resource: pulumi.Resource): unknown {
  // The SDK keeps the provider of a resource that is no component, and does not declare it.
  const own: unknown = Reflect.get(resource, "__prov");
  const provider = own ?? resource.getProvider(stackType);
  if (provider instanceof pulumi.ProviderResource) return Reflect.get(provider, "region");
  return (
    new pulumi.Config("aws").get("region") ?? process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"]
  );
}
