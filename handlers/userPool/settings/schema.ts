import {
  type CreateUserPoolRequest,
  CreateUserPoolRequest$,
  type SetUserPoolMfaConfigRequest,
  SetUserPoolMfaConfigRequest$,
  UpdateUserPoolRequest$,
} from "@aws-sdk/client-cognito-identity-provider";
import { NormalizedSchema } from "@smithy/core/schema";

/**
 * All settings of a user pool in the SDK's own names: CreateUserPool's request together with the members of
 * SetUserPoolMfaConfig.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html
 */
export type UserPoolSettings = CreateUserPoolRequest & Omit<SetUserPoolMfaConfigRequest, "UserPoolId">;

/**
 * The shape of a setting, read from the runtime schemas that the SDK serializes its requests with. They are the only
 * list of Cognito's properties here: a member that a newer SDK brings is known as soon as the package is updated.
 */
export type Shape =
  | { kind: "structure"; members: ReadonlyMap<string, () => Shape>; required: readonly string[] }
  | { kind: "list"; element: () => Shape }
  | { kind: "map"; value: () => Shape }
  | { kind: "string" | "boolean" | "number" }
  /** A kind that no member of a user pool has today; a test fails when one appears. */
  | { kind: "unsupported" };

export type StructureShape = Extract<Shape, { kind: "structure" }>;

/** Position of the number of required members in a structure's schema; they come first among its members. */
const requiredCountIndex = 6;

/** The shape of any schema of the SDK. */
export function shapeOf(schema: NormalizedSchema): Shape {
  if (schema.isStructSchema()) return structureOf(schema);
  if (schema.isListSchema()) return { kind: "list", element: lazily(() => shapeOf(schema.getValueSchema())) };
  if (schema.isMapSchema()) return { kind: "map", value: lazily(() => shapeOf(schema.getValueSchema())) };
  if (schema.isStringSchema()) return { kind: "string" };
  if (schema.isBooleanSchema()) return { kind: "boolean" };
  if (schema.isNumericSchema()) return { kind: "number" };
  return { kind: "unsupported" };
}

function structureOf(schema: NormalizedSchema): StructureShape {
  const members = new Map<string, () => Shape>();
  for (const [name, member] of schema.structIterator())
    members.set(
      name,
      lazily(() => shapeOf(member)),
    );
  const raw: unknown = schema.getSchema();
  const count = Number(Array.isArray(raw) && raw[requiredCountIndex]);
  const required = [...members.keys()].slice(0, count);
  return { kind: "structure", members, required };
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function requestShape(schema: Parameters<typeof NormalizedSchema.of>[0]): StructureShape {
  return structureOf(NormalizedSchema.of(schema));
}

function without(shape: StructureShape, name: string): StructureShape {
  const members = new Map([...shape.members].filter(([member]) => member !== name));
  return { ...shape, members, required: shape.required.filter((member) => member !== name) };
}

/** CreateUserPool's request. */
export const createShape = requestShape(CreateUserPoolRequest$);
/** UpdateUserPool's request without `UserPoolId`. */
export const updateShape = without(requestShape(UpdateUserPoolRequest$), "UserPoolId");
/** SetUserPoolMfaConfig's request without `UserPoolId`. */
export const mfaShape = without(requestShape(SetUserPoolMfaConfigRequest$), "UserPoolId");

/** All settings of a pool: CreateUserPool's request and the members of SetUserPoolMfaConfig. */
export const settingsShape: StructureShape = {
  kind: "structure",
  members: new Map([...mfaShape.members, ...createShape.members]),
  required: createShape.required,
};

/** Members that CreateUserPool takes and UpdateUserPool does not: they are fixed for a pool's life. */
export const createOnlyMembers: readonly string[] = [...createShape.members.keys()].filter(
  (name) => !updateShape.members.has(name),
);

/** Members that only SetUserPoolMfaConfig knows. `MfaConfiguration` is not one: CreateUserPool has it too. */
export const mfaMembers: readonly string[] = [...mfaShape.members.keys()].filter(
  (name) => !createShape.members.has(name),
);
