/**
 * Counts what Cognito's API can set around a user pool and no resource of `@pulumi/aws` can: the leaves of the SDK's runtime
 * schema against the arguments that the installed package declares.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { NormalizedSchema } from "@smithy/core/schema";
import * as ts from "typescript";
import { type Shape, shapeOf } from "../handlers/userPool/settings/schema";
import { asRecord } from "../handlers/userPool/settings/values";

/** The resource that makes what an operation makes, by its file's name in `@pulumi/aws/cognito`; undefined where there is none. */
const resources: Readonly<Record<string, string | undefined>> = {
  CreateUserPoolClient: "userPoolClient",
  CreateUserPoolDomain: "userPoolDomain",
  CreateIdentityProvider: "identityProvider",
  CreateResourceServer: "resourceServer",
  CreateGroup: "userGroup",
  CreateManagedLoginBranding: "managedLoginBranding",
  SetLogDeliveryConfiguration: "logDeliveryConfiguration",
  SetRiskConfiguration: "riskConfiguration",
  SetUICustomization: "userPoolUICustomization",
  AddUserPoolClientSecret: undefined,
  CreateTerms: undefined,
  CreateUserPoolReplica: undefined,
  SetUserPoolClientSessionConfiguration: undefined,
  SetUserPoolSessionConfiguration: undefined,
};

/** What makes or changes the pool itself, which this project does, or a pool's users. */
const elsewhere = ["AddCustomAttributes", "CreateUserImportJob", "CreateUserPool", "SetUserPoolMfaConfig"];

/** Members that `@pulumi/aws` calls otherwise than the API. */
const otherNames: Readonly<Record<string, string>> = {
  "CreateUserPoolClient.ClientName": "name",
  "CreateUserPoolDomain.CustomDomainConfig.CertificateArn": "certificateArn",
  "CreateGroup.GroupName": "name",
  "SetRiskConfiguration.CompromisedCredentialsRiskConfiguration.EventFilter":
    "compromisedCredentialsRiskConfiguration.eventFilters",
  "SetRiskConfiguration.RiskExceptionConfiguration.BlockedIPRangeList":
    "riskExceptionConfiguration.blockedIpRangeLists",
  "SetRiskConfiguration.RiskExceptionConfiguration.SkippedIPRangeList":
    "riskExceptionConfiguration.skippedIpRangeLists",
};

/** Where a request belongs, which is no setting. */
const owners = ["UserPoolId", "ClientId"];

/** What cannot be set of an operation's request. */
export interface Gap {
  readonly operation: string;
  /** The resource, as in `aws.cognito.UserPoolClient`. */
  readonly resource: string | undefined;
  /** How many leaves the request has beside its pool's and its client's id. */
  readonly all: number;
  readonly missing: readonly string[];
}

/** Every operation by which something of a pool's is made or set, and what of it no resource can set. */
export function pulumiGaps(): Gap[] {
  return Object.entries(resources).map(([operation, file]) => {
    const leaves = leavesOf(operation).filter((leaf) => !owners.includes(leaf));
    const settable = new Set(file === undefined ? [] : argumentsIn(file));
    const missing = leaves.filter((leaf) => {
      const name = otherNames[`${operation}.${leaf}`] ?? leaf;
      return !settable.has(name.toLowerCase());
    });
    const resource = file && `aws.cognito.${file.charAt(0).toUpperCase()}${file.slice(1)}`;
    return { operation, resource, all: leaves.length, missing };
  });
}

/** Operations of the SDK that set something of a pool's, and that nobody has looked at yet. */
export function unknownOperations(): string[] {
  return Object.keys(sdk)
    .flatMap((name) => /^((?:Create|Set|Add)\w+)Request\$$/.exec(name)?.[1] ?? [])
    .filter((operation) => leavesOf(operation).includes("UserPoolId"))
    .filter((operation) => !(operation in resources) && !elsewhere.includes(operation));
}

/** The list as docs/pulumi-gaps.md has it. */
export function renderGaps(gaps: readonly Gap[]): string {
  const rows = gaps.map((gap) => {
    const names = gap.missing.map((name) => `\`${name}\``).join(", ");
    const resource = gap.resource ? `\`${gap.resource}\`` : "no resource";
    return `- \`${gap.operation}\`, ${resource}: ${gap.missing.length} of ${gap.all}${names && `: ${names}`}`;
  });
  const [missing, all] = [sum(gaps.map((gap) => gap.missing.length)), sum(gaps.map((gap) => gap.all))];
  return `# What no Pulumi resource can set

You can set everything of the pool itself. Its parts are resources of \`@pulumi/aws\` ${versionOf("@pulumi/aws")}, which lack ${missing} of
the ${all} leaf members that \`@aws-sdk/client-cognito-identity-provider\` ${versionOf("@aws-sdk/client-cognito-identity-provider")} accepts. \`npm run generate:gaps\`
generates this list from the SDK's runtime schema and the declarations of \`@pulumi/aws\`; a test fails if either has changed.

${rows.join("\n")}
`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}

/** The paths of all members of a request that hold no others, such as `TokenValidityUnits.IdToken`. */
function leavesOf(operation: string): string[] {
  const schema: unknown = Reflect.get(sdk, `${operation}Request$`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the SDK exports each request's schema under this name
  return leafPaths(shapeOf(NormalizedSchema.of(schema as Parameters<typeof NormalizedSchema.of>[0])), "");
}

function leafPaths(shape: Shape, path: string): string[] {
  if (shape.kind === "list") return leafPaths(shape.element(), path);
  if (shape.kind !== "structure") return [path];
  return [...shape.members].flatMap(([name, member]) => leafPaths(member(), path ? `${path}.${name}` : name));
}

const packageFolder = dirname(require.resolve("@pulumi/aws/package.json"));

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(
    file,
    readFileSync(join(packageFolder, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
}

/** The paths of all arguments of a resource, in lower case. */
function argumentsIn(file: string): string[] {
  const found: string[] = [];
  ts.forEachChild(parse(`cognito/${file}.d.ts`), (node) => {
    if (ts.isInterfaceDeclaration(node) && node.name.text.endsWith("Args"))
      found.push(...membersOf(node, ""));
  });
  return found.map((path) => path.toLowerCase());
}

function membersOf(declaration: ts.InterfaceDeclaration, path: string): string[] {
  return declaration.members.filter(ts.isPropertySignature).flatMap((member) => {
    const name = member.name.getText();
    const place = path ? `${path}.${name}` : name;
    const below = member.type && blockIn(member.type);
    return below ? membersOf(below, place) : [place];
  });
}

/** The interface of a block, in whatever inputs, lists and alternatives it stands. */
function blockIn(node: ts.Node): ts.InterfaceDeclaration | undefined {
  if (ts.isTypeReferenceNode(node)) {
    const name = /^inputs\.cognito\.(\w+)$/.exec(node.typeName.getText())?.[1];
    if (name !== undefined) return blocks().get(name);
  }
  return ts.forEachChild(node, blockIn);
}

let allBlocks: ReadonlyMap<string, ts.InterfaceDeclaration> | undefined;

/** The blocks of the package's Cognito resources. */
function blocks(): ReadonlyMap<string, ts.InterfaceDeclaration> {
  if (allBlocks) return allBlocks;
  const found = new Map<string, ts.InterfaceDeclaration>();
  ts.forEachChild(parse("types/input.d.ts"), (node) => {
    if (!ts.isModuleDeclaration(node) || node.name.text !== "cognito" || !node.body) return;
    ts.forEachChild(node.body, (child) => {
      if (ts.isInterfaceDeclaration(child)) found.set(child.name.text, child);
    });
  });
  allBlocks = found;
  return found;
}

function versionOf(name: string): string {
  const content: unknown = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8"));
  return String(asRecord(content)?.["version"]);
}
