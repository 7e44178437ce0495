import { asset } from "@pulumi/pulumi";

/** What a role that Lambda may take has to say. */
export const LAMBDA_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** The code of a function whose handler is this expression. */
export function codeOf(handler: string): asset.AssetArchive {
  return new asset.AssetArchive({ "index.mjs": new asset.StringAsset(`export const handler = ${handler};`) });
}
