import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientRequest,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientRequest,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { isNamed } from "../../../commands/support/errors";
import { isRecord } from "../../../commands/support/records";
import { FILLED } from "../check";
import { LocalResource } from "../localResource";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { pulumiNames, sdkNames } from "../sdkNames";
import { needed, regionRule } from "../values";
import { CLIENT_PROPERTIES } from "./userPoolClientRules";

/** `aws.cognito.UserPoolClient`. Its id is the client's id. */
export class UserPoolClientResource extends LocalResource {
  readonly title = "aws.cognito.UserPoolClient";
  override readonly autoName = { property: "name", maxLength: 128 };
  readonly properties: Record<string, PropertyRule> = {
    ...CLIENT_PROPERTIES,
    region: regionRule(this.context),
  };
  readonly outputs = ["clientSecret"];
  override readonly usesFramework = true;

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

  /** Cognito's answer, and of the inputs only what it never tells: what it does not give back is not there. */
  #outputs(inputs: Inputs, client: UserPoolClientType): Props {
    const {
      ClientName: name,
      ClientId: _id,
      CreationDate: _made,
      LastModifiedDate: _changed,
      TokenValidityUnits: units,
      ...described
    } = client;
    // A block that the program leaves out is absent, though Cognito may describe an empty one.
    const known = Object.entries(pulumiNames(described)).filter(
      ([key, value]) => !isRecord(value) || key in inputs,
    );
    return {
      [FILLED]: inputs[FILLED],
      generateSecret: inputs["generateSecret"],
      ...ZERO_VALUES,
      ...Object.fromEntries(known),
      ...("tokenValidityUnits" in inputs && { tokenValidityUnits: pulumiNames(units ?? {}) }),
      name,
      region: this.aws.region,
    };
  }
}

/** What the real provider shows where Cognito says nothing. */
const ZERO_VALUES = { accessTokenValidity: 0, clientSecret: "", idTokenValidity: 0 };

/** `name` is the one property that the SDK calls otherwise in this resource only. */
function settings(inputs: Inputs): Inputs {
  const known = Object.entries(inputs).filter(
    ([property]) => property in CLIENT_PROPERTIES && property !== "name",
  );
  return { ...Object.fromEntries(known), clientName: inputs["name"] };
}
