import { isDeepStrictEqual } from "node:util";
import {
  CreateResourceServerCommand,
  DeleteResourceServerCommand,
  DescribeResourceServerCommand,
  type ResourceServerScopeType,
  UpdateResourceServerCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRecord, text } from "../../../commands/support/records";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { all, block, each, length, matches } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { needed, pairOf, regionRule } from "../values";

/** `aws.cognito.ResourceServer`. Its id is the pool's, a bar, and its identifier. */
export class ResourceServerResource extends LocalResource {
  readonly title = "aws.cognito.ResourceServer";
  override readonly autoName = { property: "name", maxLength: 255 };
  readonly properties: Record<string, PropertyRule> = {
    userPoolId: { kind: "string", required: true, replaces: true },
    identifier: { kind: "string", required: true, replaces: true },
    name: { kind: "string", replaces: true },
    scopes: {
      kind: "set",
      refuse: each(
        block(
          {
            scopeDescription: length(1, 256),
            scopeName: all(
              length(1, 256),
              matches(/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]+$/, 'made of visible characters but " / \\'),
            ),
          },
          "scopeDescription",
          "scopeName",
        ),
        100,
      ),
      differs: scopesDiffer,
    },
    region: regionRule(this.context),
  };
  readonly outputs = ["scopeIdentifiers"];

  override unknownAfter(changed: readonly string[]): readonly string[] {
    return changed.includes("scopes") ? ["scopeIdentifiers"] : [];
  }

  async create(inputs: Inputs) {
    await this.aws.cognito.send(new CreateResourceServerCommand(request(inputs)));
    const id = `${needed(inputs, "userPoolId")}|${needed(inputs, "identifier")}`;
    return { id, outs: await this.#outputs(inputs) };
  }

  async #outputs(inputs: Inputs): Promise<Props> {
    const found = await this.#find(inputs);
    if (!found) throw new Error(`The resource server \`${needed(inputs, "identifier")}\` is gone`);
    return { ...inputs, ...found };
  }

  async #find(props: Props): Promise<Props | undefined> {
    return await unlessGone(async () => {
      const { ResourceServer: found = {} } = await this.aws.cognito.send(
        new DescribeResourceServerCommand(idsOf(props)),
      );
      const { Name: name, Identifier, Scopes = [] } = found;
      const scopes = Scopes.map(({ ScopeName, ScopeDescription }) => ({
        scopeName: ScopeName,
        scopeDescription: ScopeDescription,
      }));
      const scopeIdentifiers = Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`);
      return { name, scopes, scopeIdentifiers, region: this.aws.region };
    });
  }

  /** What is imported has nothing but its id. */
  async read(id: string, props: Props) {
    const named = { ...props, ...pairOf(id, "|", ["userPoolId", "identifier"]) };
    const found = await this.#find(named);
    return found && { id, props: { ...named, ...found } };
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    await this.aws.cognito.send(new UpdateResourceServerCommand(request(news)));
    return this.#outputs(news);
  }

  async delete(_id: string, props: Props): Promise<void> {
    await unlessGone(() => this.aws.cognito.send(new DeleteResourceServerCommand(idsOf(props))));
  }
}

function idsOf(props: Props): { UserPoolId: string; Identifier: string } {
  return { UserPoolId: needed(props, "userPoolId"), Identifier: needed(props, "identifier") };
}

function request(inputs: Inputs) {
  return { ...idsOf(inputs), Name: needed(inputs, "name"), Scopes: scopesOf(inputs["scopes"]) };
}

function scopesOf(scopes: unknown): ResourceServerScopeType[] {
  const list: unknown[] = Array.isArray(scopes) ? scopes : [];
  return list.filter(isRecord).map((scope) => ({
    ScopeName: text(scope, "scopeName"),
    ScopeDescription: text(scope, "scopeDescription"),
  }));
}

/** A set: its order means nothing. */
function scopesDiffer(olds: Props, value: unknown): Promise<boolean> {
  return Promise.resolve(!isDeepStrictEqual(ordered(olds["scopes"]), ordered(value)));
}

function ordered(scopes: unknown): ResourceServerScopeType[] {
  return scopesOf(scopes).toSorted((one, other) =>
    String(one.ScopeName) < String(other.ScopeName) ? -1 : 1,
  );
}
