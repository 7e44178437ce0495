import ts from "typescript";
import { type Limit, modelLimits } from "../../handlers/userPool/rules/serviceModel";
import { type Shape, type StructureShape, settingsShape } from "../../handlers/userPool/settings/schema";
import { type Declarations, describe } from "./declarations";
import type { ObjectSpec, Properties, PropertySpec, TypeSpec } from "./packageSpec";
import type { Types } from "./types";

/** The requests that settings become, in which the SDK describes them. */
const requests = ["CreateUserPoolRequest", "SetUserPoolMfaConfigRequest"];

/** The pool's settings: what the SDK's runtime schema knows, as it describes it, apart from the triggers. */
export function settingsSpec(types: Types, declarations: Declarations): ObjectSpec {
  const members = new Map([...settingsShape.members].filter(([name]) => name !== "LambdaConfig"));
  return new SettingsWriter(types, declarations).structure(
    { ...settingsShape, members },
    { path: "", declared: requests.map(declarations.sdk) },
  );
}

/** Where a structure stands among the settings, and the SDK's declarations of it. */
interface Place {
  readonly path: string;
  readonly declared: readonly ts.Type[];
}

class SettingsWriter {
  readonly #types: Types;
  readonly #checker: ts.TypeChecker;

  constructor(types: Types, { checker }: Declarations) {
    this.#types = types;
    this.#checker = checker;
  }

  structure({ members, required }: StructureShape, { path, declared }: Place): ObjectSpec {
    const properties: Properties = Object.fromEntries(
      [...members].map(([name, shape]) => {
        const place = path === "" ? name : `${path}.${name}`;
        return [name, this.#property(shape(), place, declaredMember(declared, name))];
      }),
    );
    return {
      type: "object",
      description:
        declared[0]?.symbol && path !== "" ? describe(declared[0].symbol, this.#checker) : undefined,
      properties,
      required: required.length > 0 ? required : undefined,
    };
  }

  #property(shape: Shape, path: string, member: ts.Symbol): PropertySpec {
    const words = [describe(member, this.#checker), limitWords(modelLimits[path], shape)];
    return {
      ...this.#type(shape, path, member),
      description: words.filter(Boolean).join("\n\n") || undefined,
    };
  }

  #type(shape: Shape, path: string, member: ts.Symbol): TypeSpec {
    switch (shape.kind) {
      case "string":
        return this.#text(path, member);
      case "number":
        return { type: "integer" };
      case "boolean":
        return { type: "boolean" };
      case "list":
        return { type: "array", items: this.#type(shape.element(), `${path}[]`, member) };
      case "map":
        return { type: "object", additionalProperties: this.#type(shape.value(), `${path}[]`, member) };
      case "structure": {
        const declared = structureIn(this.#checker.getTypeOfSymbol(member), this.#checker);
        return this.#types.refer(declared.symbol.name, () =>
          this.structure(shape, { path, declared: [declared] }),
        );
      }
      case "unsupported":
        throw new Error(`\`settings.${path}\` has a kind that the schema cannot express.`);
    }
  }

  #text(path: string, member: ts.Symbol): TypeSpec {
    const values = modelLimits[path]?.oneOf;
    return values ? this.#types.choice(declaredName(member), values) : { type: "string" };
  }
}

function declaredMember(declared: readonly ts.Type[], name: string): ts.Symbol {
  const member = declared.flatMap((type) => type.getProperty(name) ?? [])[0];
  if (!member) throw new Error(`The SDK's declarations have no member \`${name}\`.`);
  return member;
}

/** The structure of a member that may be undefined, or a list or a map of them. */
function structureIn(type: ts.Type, checker: ts.TypeChecker): ts.Type {
  const known = checker.getNonNullableType(type);
  const kinds = [ts.IndexKind.Number, ts.IndexKind.String];
  return kinds.flatMap((kind) => checker.getIndexTypeOfType(known, kind) ?? [])[0] ?? known;
}

/** The name that the SDK gives a member's type; resolved, it would be the values alone. */
function declaredName(member: ts.Symbol): string {
  const [declaration] = member.declarations ?? [];
  const text = declaration && ts.isPropertySignature(declaration) ? declaration.type?.getText() : undefined;
  const name = /\w+/.exec(text ?? "")?.[0];
  if (name === undefined) throw new Error(`The type of \`${member.name}\` has no name.`);
  return name;
}

/** The model's bounds in words; what its patterns say, a preview says. */
function limitWords(limit: Limit | undefined, shape: Shape): string | undefined {
  const { min, max, oneOf } = limit ?? {};
  if (oneOf !== undefined || (min === undefined && max === undefined)) return undefined;
  const unit =
    { string: " characters", number: "", list: " entries", map: " entries" }[shape.kind as string] ?? "";
  if (max === undefined) return `At least ${min}${unit}.`;
  return min === undefined ? `At most ${max}${unit}.` : `From ${min} to ${max}${unit}.`;
}
