import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientRequest,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientRequest,
  type UserPoolClientType,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRecord } from "../../../commands/support/records";
import { FILLED } from "../check";
import { unlessGone } from "../gone";
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

  /** To import one it is called `POOL/CLIENT`. */
  async read(id: string, props: Props) {
    const [pool, imported] = id.split("/");
    const ids = { ClientId: imported ?? id, UserPoolId: imported ? pool : needed(props, "userPoolId") };
    return await unlessGone(async () => {
      const { UserPoolClient = {} } = await this.aws.cognito.send(new DescribeUserPoolClientCommand(ids));
      const known = imported ? toldOf(UserPoolClient) : props;
      return { id: ids.ClientId, props: this.#outputs(known, UserPoolClient) };
    });
  }

  async update(id: string, _olds: Props, news: Inputs): Promise<Props> {
    const { generateSecret: _onlyAtCreation, ...changeable } = settings(news);
    const request = sdkNames<UpdateUserPoolClientRequest>({ ...changeable, clientId: id });
    const { UserPoolClient = {} } = await this.aws.cognito.send(new UpdateUserPoolClientCommand(request));
    return this.#outputs(news, UserPoolClient);
  }

  async delete(id: string, props: Props): Promise<void> {
    const ids = { ClientId: id, UserPoolId: needed(props, "userPoolId") };
    await unlessGone(() => this.aws.cognito.send(new DeleteUserPoolClientCommand(ids)));
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

/** What an imported client has. A block in which nothing is told is none. */
function toldOf(client: UserPoolClientType): Props {
  const all = Object.entries(pulumiNames(client));
  return Object.fromEntries(all.filter(([, value]) => !isRecord(value) || Object.keys(value).length > 0));
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
