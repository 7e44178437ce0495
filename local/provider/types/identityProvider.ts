import {
  CreateIdentityProviderCommand,
  type CreateIdentityProviderRequest,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  IdentityProviderTypeType,
  UpdateIdentityProviderCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { unlessGone } from "../gone";
import { LocalResource } from "../localResource";
import { all, each, length, matches, oneOf } from "../refusals";
import { type Inputs, type PropertyRule, type Props } from "../resourceType";
import { map, needed, pairOf, regionRule, textMap, texts } from "../values";

/** `aws.cognito.IdentityProvider`. Its id is the pool's, a colon, and its name. */
export class IdentityProviderResource extends LocalResource {
  readonly title = "aws.cognito.IdentityProvider";
  readonly properties: Record<string, PropertyRule> = {
    userPoolId: { kind: "string", required: true, replaces: true },
    providerName: {
      kind: "string",
      required: true,
      replaces: true,
      refuse: all(length(1, 32), matches(/^[^_][\p{L}\p{M}\p{S}\p{N}\p{P}][^_]+$/u, "a name without `_`")),
    },
    providerType: {
      kind: "string",
      required: true,
      replaces: true,
      refuse: oneOf(...Object.values(IdentityProviderTypeType)),
    },
    providerDetails: { kind: "map", required: true, differs: detailsDiffer },
    attributeMapping: { kind: "map", computed: true },
    idpIdentifiers: {
      kind: "list",
      refuse: each(
        all(length(1, 40), matches(/^[\w\s+=.@-]+$/, "made of letters, digits, spaces and _+=.@-")),
        50,
      ),
    },
    region: regionRule(this.context),
  };
  readonly outputs = [];

  async create(inputs: Inputs) {
    const ids = idsOf(inputs);
    await this.aws.cognito.send(
      new CreateIdentityProviderCommand({
        ...ids,
        ProviderType: typeOf(inputs),
        ProviderDetails: textMap(inputs, "providerDetails"),
        AttributeMapping: textMap(inputs, "attributeMapping"),
        IdpIdentifiers: texts(inputs, "idpIdentifiers"),
      }),
    );
    return { id: `${ids.UserPoolId}:${ids.ProviderName}`, outs: await this.#outputs(inputs) };
  }

  async #outputs(inputs: Inputs): Promise<Props> {
    const found = await this.#find(inputs);
    if (!found) throw new Error(`The identity provider \`${needed(inputs, "providerName")}\` is gone`);
    return { ...inputs, ...found };
  }

  async #find(props: Props): Promise<Props | undefined> {
    return await unlessGone(async () => {
      const { IdentityProvider: found = {} } = await this.aws.cognito.send(
        new DescribeIdentityProviderCommand(idsOf(props)),
      );
      return {
        providerDetails: found.ProviderDetails ?? {},
        attributeMapping: found.AttributeMapping ?? {},
        idpIdentifiers: found.IdpIdentifiers ?? [],
        providerType: found.ProviderType,
        region: this.aws.region,
      };
    });
  }

  /** What is imported has nothing but its id. */
  async read(id: string, props: Props) {
    const named = { ...props, ...pairOf(id, ":", ["userPoolId", "providerName"]) };
    const found = await this.#find(named);
    return found && { id, props: { ...named, ...found } };
  }

  async update(_id: string, _olds: Props, news: Inputs): Promise<Props> {
    await this.aws.cognito.send(
      new UpdateIdentityProviderCommand({
        ...idsOf(news),
        ProviderDetails: textMap(news, "providerDetails"),
        AttributeMapping: textMap(news, "attributeMapping"),
        IdpIdentifiers: texts(news, "idpIdentifiers") ?? [],
      }),
    );
    return this.#outputs(news);
  }

  async delete(_id: string, props: Props): Promise<void> {
    await unlessGone(() => this.aws.cognito.send(new DeleteIdentityProviderCommand(idsOf(props))));
  }
}

function idsOf(props: Props): { UserPoolId: string; ProviderName: string } {
  return { UserPoolId: needed(props, "userPoolId"), ProviderName: needed(props, "providerName") };
}

/** `check` has seen that it is one. */
function typeOf(inputs: Inputs): CreateIdentityProviderRequest["ProviderType"] {
  return Object.values(IdentityProviderTypeType).find((type) => type === inputs["providerType"]);
}

/** What Cognito adds by itself, and the real provider therefore does not miss (`suppressIdentityProviderProviderDetailsDiff`). */
const ADDED: Record<string, Record<string, string | undefined>> = {
  Google: {
    attributes_url: "https://people.googleapis.com/v1/people/me?personFields=",
    attributes_url_add_attributes: "true",
    authorize_url: "https://accounts.google.com/o/oauth2/v2/auth",
    oidc_issuer: "https://accounts.google.com",
    token_request_method: "POST",
    token_url: "https://www.googleapis.com/oauth2/v4/token",
  },
};

function detailsDiffer(olds: Props, value: unknown): Promise<boolean> {
  const old = map(olds, "providerDetails") ?? {};
  const wanted = map({ value }, "value") ?? {};
  const added = ADDED[String(olds["providerType"])] ?? {};
  const isChanged = Object.entries(wanted).some(([key, detail]) => old[key] !== detail);
  const isMissed = Object.entries(old).some(
    ([key, detail]) => !(key in wanted) && !isAdded(key, { detail, added, wanted }),
  );
  return Promise.resolve(isChanged || isMissed);
}

interface Detail {
  readonly detail: unknown;
  readonly added: Record<string, string | undefined>;
  readonly wanted: Record<string, unknown>;
}

function isAdded(key: string, { detail, added, wanted }: Detail): boolean {
  const isOfSaml =
    key === "ActiveEncryptionCertificate" || (key === "SSORedirectBindingURI" && "MetadataFile" in wanted);
  return added[key] === detail || isOfSaml;
}
