/**
 * The package's plugin: the engine starts it for programs in YAML, Python, Go, C# and Java, which name a `CustomUserPool` as they
 * name any other resource. PulumiPlugin.yaml and `main` of package.json lead here.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { packageFolder } from "../components/lambda/bundle";
import { keepAwsProviders } from "./awsProviders";
import { UserPoolProvider } from "./provider";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this package's own
const { version } = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8")) as {
  version: string;
};

keepAwsProviders();
void pulumi.provider.main(new UserPoolProvider(version), process.argv.slice(2));
