import { isDeepStrictEqual } from "node:util";
import type { EnumSpec, ObjectSpec, TypeSpec } from "./packageSpec";

export const packageName = "custom-user-pool";

/** The token of a type or a resource. */
export const tokenOf = (name: string): string => `${packageName}:index:${name}`;

/** The named types of the schema, each described once. */
export class Types {
  readonly #types = new Map<string, ObjectSpec | EnumSpec | undefined>();

  /** Describes a type unless it is, and refers to it. A type that contains itself is found here before it is whole. */
  refer(name: string, describe: () => ObjectSpec | EnumSpec): TypeSpec {
    const reference: TypeSpec = { $ref: `#/types/${tokenOf(name)}` };
    if (!this.#types.has(name)) {
      this.#types.set(name, undefined);
      this.#types.set(name, describe());
    }
    return reference;
  }

  /**
   * A text that is best one of these, sorted: TypeScript gives them in no order of their own. Cognito may know
   * more values than the installed SDK: any text may be written.
   */
  choice(name: string, values: readonly string[]): TypeSpec {
    const described: EnumSpec = { type: "string", enum: values.toSorted().map((value) => ({ value })) };
    const reference = this.refer(name, () => described);
    if (!isDeepStrictEqual(this.#types.get(name), described)) {
      throw new Error(`Two types of other values would both be called \`${name}\`.`);
    }
    return { oneOf: [{ type: "string" }, reference] };
  }

  /** All of them, by their tokens. */
  all(): Record<string, ObjectSpec | EnumSpec> {
    const entries = [...this.#types].flatMap(([name, spec]): [string, ObjectSpec | EnumSpec][] =>
      spec ? [[tokenOf(name), spec]] : [],
    );
    return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  }
}
