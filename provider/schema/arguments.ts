import ts from "typescript";
import { type Declarations, describe } from "./declarations";
import type { ObjectSpec, PropertySpec, TypeSpec } from "./packageSpec";
import { settingsSpec } from "./settings";
import { type Types, tokenOf } from "./types";

/** Arguments whose values are secrets whatever the program says, by type and member. */
const secretMembers: ReadonlySet<string> = new Set(["IdentityProvider.providerDetails"]);

/** What the settings are called, which are described by the SDK's runtime schema. */
const settingsType = "SettingsArgs";
/** The one resource that an argument may be. */
const handlerType = "UserPoolHandler";

/** Describes the components' arguments by their declarations, which are the one list of them. */
export class ArgumentsWriter {
  readonly #types: Types;
  readonly #declarations: Declarations;
  readonly #checker: ts.TypeChecker;

  constructor(types: Types, declarations: Declarations) {
    this.#types = types;
    this.#declarations = declarations;
    this.#checker = declarations.checker;
  }

  /** The arguments that this package exports under a name. */
  describe(name: string): ObjectSpec {
    return this.#object(this.#declarations.own(name), name);
  }

  #object(type: ts.Type, name: string): ObjectSpec {
    const members = this.#checker.getPropertiesOfType(type).flatMap((member) => {
      const spec = this.#property(member, name);
      return spec ? [{ member, spec }] : [];
    });
    const required = members.filter(({ member }) => !(member.flags & ts.SymbolFlags.Optional));
    const symbol = ownName(type) === undefined ? undefined : (type.aliasSymbol ?? type.symbol);
    return {
      type: "object",
      description: symbol && describe(symbol, this.#checker),
      properties: Object.fromEntries(members.map(({ member, spec }) => [member.name, spec])),
      required: required.length > 0 ? required.map(({ member }) => member.name) : undefined,
    };
  }

  #property(member: ts.Symbol, owner: string): PropertySpec | undefined {
    const hint =
      owner === "Triggers" ? capital(member.name) : owner.replace(/Args$/, "") + capital(member.name);
    const spec = this.#value(this.#checker.getTypeOfSymbol(member), hint);
    if (!spec) return undefined;
    const description = describe(member, this.#checker);
    return { ...spec, description, ...(secretMembers.has(`${owner}.${member.name}`) && { secret: true }) };
  }

  /** Undefined for what only a program in TypeScript can give, such as a function. */
  #value(type: ts.Type, hint: string): TypeSpec | undefined {
    const parts = partsOf(type);
    const known = parts.filter((part) => !isLater(part));
    const specs = this.#choices(known, hint);
    const [first, ...others] = specs;
    if (!first) return undefined;
    const spec = others.length === 0 ? first : { oneOf: specs };
    return parts.length === known.length ? { ...spec, plain: true } : spec;
  }

  #choices(parts: readonly ts.Type[], hint: string): TypeSpec[] {
    const texts = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
    const scalars: TypeSpec[] = [
      ...(parts.some(has(ts.TypeFlags.BooleanLike)) ? [{ type: "boolean" } as const] : []),
      // No argument takes a fraction.
      ...(parts.some(has(ts.TypeFlags.NumberLike)) ? [{ type: "integer" } as const] : []),
      ...(parts.some(has(ts.TypeFlags.String)) ? [{ type: "string" } as const] : []),
      ...(texts.length > 0 ? [this.#types.choice(hint, texts)] : []),
    ];
    const rest = parts.filter((part) => !(part.flags & scalar));
    return [...scalars, ...rest.flatMap((part) => this.#compound(part, hint) ?? [])];
  }

  #compound(type: ts.Type, hint: string): TypeSpec | undefined {
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) {
      throw new Error(
        `\`${hint}\` has a type that the schema cannot express: ${this.#checker.typeToString(type)}.`,
      );
    }
    const name = ownName(type);
    if (type.getCallSignatures().length > 0) return undefined;
    if (type.getProperty("urn")) {
      return name === handlerType ? { $ref: `#/resources/${tokenOf(handlerType)}` } : undefined;
    }
    const element = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (this.#checker.isArrayLikeType(type) && element) {
      return { type: "array", items: this.#element(element, hint) };
    }
    const value = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (value) return { type: "object", additionalProperties: this.#element(value, hint) };
    return this.#named(type, name ?? hint);
  }

  /** Never plain: of a plain map's plain values Pulumi's generator for Go leaves the type out. */
  #element(type: ts.Type, hint: string): TypeSpec | undefined {
    const spec = this.#value(type, hint);
    return spec && { ...spec, plain: undefined };
  }

  #named(type: ts.Type, name: string): TypeSpec {
    if (name === settingsType) {
      return this.#types.refer("Settings", () => settingsSpec(this.#types, this.#declarations));
    }
    return this.#types.refer(name.replace(/Args$/, ""), () => this.#object(type, name));
  }
}

const scalar = ts.TypeFlags.BooleanLike | ts.TypeFlags.NumberLike | ts.TypeFlags.StringLike;

const has = (flags: ts.TypeFlags) => (type: ts.Type) => Boolean(type.flags & flags);

function partsOf(type: ts.Type): ts.Type[] {
  const parts = type.isUnion() ? type.types : [type];
  return parts.filter((part) => !(part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));
}

/** A promise, or one of Pulumi's outputs. */
function isLater(type: ts.Type): boolean {
  if (type.isIntersection()) return type.types.some(isLater);
  return type.symbol?.name === "Promise" || type.symbol?.name === "OutputInstance";
}

/** The name that a declaration has for itself: a generic one is the same for many types. */
function ownName(type: ts.Type): string | undefined {
  if (type.aliasSymbol) return type.aliasTypeArguments ? undefined : type.aliasSymbol.name;
  const name = type.symbol?.name;
  return name === undefined || name.startsWith("__") ? undefined : name;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
