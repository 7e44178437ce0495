import {
  CreateUserPoolDomainCommand,
  DeleteUserPoolDomainCommand,
  DescribeUserPoolDomainCommand,
  type DomainDescriptionType,
  UpdateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { arn, length, oneOf } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { needed, number, regionRule } from "../values";

/** The hosted zone of every CloudFront distribution, for alias records (Route 53's guide, "AliasTarget"). */
const CLOUDFRONT_ZONE = "Z2FDTNDATAQYW2";

/** `aws.cognito.UserPoolDomain`. Its id is the domain. */
export class UserPoolDomainResource extends LocalResource {
  readonly title = "aws.cognito.UserPoolDomain";
  readonly properties: Record<string, PropertyRule> = {
    domain: { kind: "string", required: true, replaces: true, refuse: length(1, 63) },
    userPoolId: { kind: "string", required: true, replaces: true },
    certificateArn: { kind: "string", refuse: arn },
    managedLoginVersion: { kind: "number", computed: true, refuse: oneOf(1, 2) },
    region: regionRule(this.context),
  };
  readonly outputs = [
    "awsAccountId",
    "cloudfrontDistribution",
    "cloudfrontDistributionArn",
    "cloudfrontDistributionZoneId",
    "s3Bucket",
    "version",
  ];

  async create(inputs: Inputs) {
    await this.aws.cognito.send(new CreateUserPoolDomainCommand(request(inputs)));
    return { id: needed(inputs, "domain"), outs: await this.#outputs(inputs) };
  }

  async #outputs(inputs: Inputs): Promise<Props> {
    const domain = needed(inputs, "domain");
    const found = await this.#find(domain);
    if (!found) throw new Error(`The user pool domain \`${domain}\` is gone`);
    return { ...inputs, ...this.#describe(found) };
  }

  async #find(Domain: string): Promise<DomainDescriptionType | undefined> {
    const { DomainDescription } = await this.aws.cognito.send(new DescribeUserPoolDomainCommand({ Domain }));
    // Cognito answers an unknown domain with an empty description.
    return DomainDescription?.Domain === undefined ? undefined : DomainDescription;
  }

  #describe(found: DomainDescriptionType): Props {
    return {
      domain: found.Domain,
      userPoolId: found.UserPoolId,
      awsAccountId: found.AWSAccountId,
      cloudfrontDistribution: found.CloudFrontDistribution,
      cloudfrontDistributionArn: found.CloudFrontDistribution,
      cloudfrontDistributionZoneId: CLOUDFRONT_ZONE,
      certificateArn: found.CustomDomainConfig?.CertificateArn,
      managedLoginVersion: found.ManagedLoginVersion,
      s3Bucket: found.S3Bucket,
      version: found.Version,
      region: this.aws.region,
    };
  }

  async read(id: string, props: Props) {
    const found = await this.#find(id);
    return found && { id, props: { ...props, ...this.#describe(found) } };
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    await this.aws.cognito.send(new UpdateUserPoolDomainCommand(request(news)));
    return this.#outputs(news);
  }

  async delete(id: string, props: Props): Promise<void> {
    const ids = { Domain: id, UserPoolId: needed(props, "userPoolId") };
    await unlessGone(() => this.aws.cognito.send(new DeleteUserPoolDomainCommand(ids)));
  }
}

function request(inputs: Inputs) {
  const CertificateArn = text(inputs, "certificateArn");
  return {
    Domain: needed(inputs, "domain"),
    UserPoolId: needed(inputs, "userPoolId"),
    ManagedLoginVersion: number(inputs, "managedLoginVersion"),
    ...(CertificateArn && { CustomDomainConfig: { CertificateArn } }),
  };
}
