import * as acm from "@pulumi/aws/acm";
import * as cognito from "@pulumi/aws/cognito";
import * as route53 from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { hiddenTags } from "../engine/hiddenTags";
import { childName } from "../engine/names";
import type { DomainArgs, PartOwner } from "./partArgs";

/** The pool's domain, and what makes its name lead there. */
export interface Domain {
  readonly domain: cognito.UserPoolDomain;
  /** Its certificate and its records, where the component makes them. */
  readonly around: readonly pulumi.Resource[];
}

/** How the domain itself is registered. */
interface DomainOptions {
  readonly tags: pulumi.Input<Record<string, pulumi.Input<string>>> | undefined;
  readonly hooks: pulumi.ResourceHookBinding | undefined;
}

/**
 * Where the certificate of every such domain has to be: CloudFront serves it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
 */
const certificateRegion = "us-east-1";

/** Makes a pool's domain; with a hosted zone also its certificate, unless one is given, and its records. */
export function createDomain(args: DomainArgs, owner: PartOwner, { tags, hooks }: DomainOptions): Domain {
  const { hostedZoneId, ...given } = args;
  const { name, parent, userPoolId } = owner;
  const needsCertificate = hostedZoneId !== undefined && given.certificateArn === undefined;
  const certified = needsCertificate
    ? createCertificate({ domainName: given.domain, zoneId: hostedZoneId, tags }, owner)
    : undefined;
  const domain = new cognito.UserPoolDomain(
    childName(name, "domain"),
    { ...given, ...(certified && { certificateArn: certified.arn }), userPoolId },
    // A pool has one domain at a time, and Pulumi would make the new one first.
    { parent, deleteBeforeReplace: true, hooks },
  );
  const records = hostedZoneId === undefined ? [] : createRecords(domain, hostedZoneId, owner);
  return { domain, around: [...(certified?.resources ?? []), ...records] };
}

type Proofs = pulumi.Unwrap<acm.Certificate["domainValidationOptions"]>;

interface CertificateArgs {
  readonly domainName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
  readonly tags: DomainOptions["tags"];
}

/** A certificate that proves by a record that the name is ours, and is known to be issued. */
function createCertificate({ domainName, zoneId, tags }: CertificateArgs, { name, parent }: PartOwner) {
  const region = certificateRegion;
  const certificate = new acm.Certificate(
    childName(name, "domain-certificate"),
    { domainName, validationMethod: "DNS", region, tags },
    { ...hiddenTags(tags), parent },
  );
  // The mocks of a unit test answer none.
  const proof = certificate.domainValidationOptions.apply((options: Proofs | undefined) => options?.[0]);
  const text = (key: "resourceRecordName" | "resourceRecordType" | "resourceRecordValue") =>
    proof.apply((record) => record?.[key] ?? "");
  const record = new route53.Record(
    childName(name, "domain-validation-record"),
    {
      zoneId,
      name: text("resourceRecordName"),
      type: text("resourceRecordType"),
      records: [text("resourceRecordValue")],
      ttl: 300,
      // Every certificate for this name in this account is proved by the same record.
      allowOverwrite: true,
    },
    { parent },
  );
  const validation = new acm.CertificateValidation(
    childName(name, "domain-validation"),
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn], region },
    { parent },
  );
  return { arn: validation.certificateArn, resources: [certificate, record, validation] };
}

/** The name leads to the domain's distribution, by both versions of IP. */
function createRecords(
  domain: cognito.UserPoolDomain,
  zoneId: pulumi.Input<string>,
  { name, parent }: PartOwner,
): pulumi.Resource[] {
  const target = {
    name: domain.cloudfrontDistribution,
    zoneId: domain.cloudfrontDistributionZoneId,
    evaluateTargetHealth: false,
  };
  return ["A", "AAAA"].map(
    (type) =>
      new route53.Record(
        childName(name, "domain", type.toLowerCase()),
        { zoneId, name: domain.domain, type, aliases: [target] },
        { parent },
      ),
  );
}
