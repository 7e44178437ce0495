import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pulumiGaps, renderGaps, unknownOperations } from "../../scripts/pulumiGaps";

describe("the list of what no Pulumi resource can set", () => {
  it("is what the installed SDK and @pulumi/aws say; else run `npm run generate:gaps` and read what changed", () => {
    const list = readFileSync(join(__dirname, "../../docs/pulumi-gaps.md"), "utf8");

    expect(list).toBe(renderGaps(pulumiGaps()));
  });

  it("knows every operation by which the SDK sets something of a pool's", () => {
    expect(unknownOperations()).toEqual([]);
  });

  it("finds the members that have another name or place in Pulumi, down into its blocks", () => {
    const missing = pulumiGaps().flatMap((gap) => gap.missing.map((name) => `${gap.operation}.${name}`));

    expect(missing).not.toContain("CreateGroup.GroupName");
    expect(missing).not.toContain("CreateUserPoolDomain.CustomDomainConfig.CertificateArn");
    expect(missing).not.toContain("SetLogDeliveryConfiguration.LogConfigurations.S3Configuration.BucketArn");
    expect(missing).toContain("CreateUserPoolDomain.Routing.Failover.SecondaryRegion");
    expect(missing).toContain("CreateIdentityProvider.AcrMapping");
  });
});
