import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientRequest,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientRequest,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { isNamed } from "../errors";
import { LocalResource } from "./localResource";
import { type Inputs, type PropertyRule, type Props } from "./resourceType";
import { pulumiNames, sdkNames } from "./sdkNames";
import { isRecord, needed, regionRule } from "./values";

/** `aws.cognito.UserPoolClient`. Its id is the client's id. */
export class UserPoolClientResource extends LocalResource {
  readonly title = "aws.cognito.UserPoolClient";
  override readonly autoName = { property: "name", maxLength: 128 };
  readonly properties: Record<string, PropertyRule> = { ...PROPERTIES, region: regionRule(this.context) };

  async create(inputs: Inputs) {
    const request = sdkNames<CreateUserPoolClientRequest>(settings(inputs));
    const { UserPoolClient = {} } = await this.aws.cognito.send(new CreateUserPoolClientCommand(request));
    return { id: UserPoolClient.ClientId ?? "", outs: this.#outputs(inputs, UserPoolClient) };
  }

  async read(id: string, props: Props) {
    const ids = { ClientId: id, UserPoolId: needed(props, "userPoolId") };
    try {
      const { UserPoolClient = {} } = await this.aws.cognito.send(new DescribeUserPoolClientCommand(ids));
      return { id, props: this.#outputs(props, UserPoolClient) };
    } catch (error) {
      if (isNamed(error, "ResourceNotFoundException")) return undefined;
      throw error;
    }
  }

  async update(id: string, _olds: Props, news: Inputs): Promise<Props> {
    const { generateSecret: _onlyAtCreation, ...changeable } = settings(news);
    const request = sdkNames<UpdateUserPoolClientRequest>({ ...changeable, clientId: id });
    const { UserPoolClient = {} } = await this.aws.cognito.send(new UpdateUserPoolClientCommand(request));
    return this.#outputs(news, UserPoolClient);
  }

  async delete(id: string, props: Props): Promise<void> {
    const ids = { ClientId: id, UserPoolId: needed(props, "userPoolId") };
    try {
      await this.aws.cognito.send(new DeleteUserPoolClientCommand(ids));
    } catch (error) {
      if (!isNamed(error, "ResourceNotFoundException")) throw error;
    }
  }

  #outputs(inputs: Inputs, client: UserPoolClientType): Props {
    const {
      ClientName: name,
      ClientId: _id,
      CreationDate: _made,
      LastModifiedDate: _changed,
      ...described
    } = client;
    // A block that the program leaves out is absent, though Cognito may describe an empty one.
    const known = Object.entries(pulumiNames(described)).filter(
      ([key, value]) => !isRecord(value) || key in inputs,
    );
    return { ...inputs, ...Object.fromEntries(known), name, region: this.aws.region };
  }
}

/** `name` is the one property that the SDK calls otherwise in this resource only. */
function settings(inputs: Inputs): Inputs {
  const known = Object.entries(inputs).filter(([property]) => property in PROPERTIES && property !== "name");
  return { ...Object.fromEntries(known), clientName: inputs["name"] };
}

const PROPERTIES: Record<string, PropertyRule> = {
  name: { kind: "string" },
  userPoolId: { kind: "string", required: true, replaces: true },
  accessTokenValidity: { kind: "number", computed: true },
  allowedOauthFlows: { kind: "set", computed: true },
  allowedOauthFlowsUserPoolClient: { kind: "boolean", computed: true },
  allowedOauthScopes: { kind: "set", computed: true },
  analyticsConfiguration: { kind: "map" },
  authSessionValidity: { kind: "number", computed: true },
  callbackUrls: { kind: "set", computed: true },
  defaultRedirectUri: { kind: "string", computed: true },
  enablePropagateAdditionalUserContextData: { kind: "boolean", computed: true },
  enableTokenRevocation: { kind: "boolean", computed: true },
  explicitAuthFlows: { kind: "set", computed: true },
  generateSecret: { kind: "boolean", replaces: true },
  idTokenValidity: { kind: "number", computed: true },
  logoutUrls: { kind: "set", computed: true },
  preventUserExistenceErrors: { kind: "string", computed: true },
  readAttributes: { kind: "set", computed: true },
  refreshTokenRotation: { kind: "map" },
  refreshTokenValidity: { kind: "number", computed: true },
  supportedIdentityProviders: { kind: "set", computed: true },
  tokenValidityUnits: { kind: "map" },
  writeAttributes: { kind: "set", computed: true },
};
