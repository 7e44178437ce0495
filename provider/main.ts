/**
 * The package's plugin: the engine starts it for programs in YAML, Python, Go, C# and Java, which name a `CustomUserPool` as they
 * name any other resource. PulumiPlugin.yaml and `main` of package.json lead here.
 */
import * as pulumi from "@pulumi/pulumi";
import { keepAwsProviders } from "./awsProviders";
import { manifest } from "./manifest";
import { UserPoolProvider } from "./provider";

keepAwsProviders();
void pulumi.provider.main(new UserPoolProvider(manifest().version), process.argv.slice(2));
