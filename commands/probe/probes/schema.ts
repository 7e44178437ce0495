import {
  AddCustomAttributesCommand,
  type SchemaAttributeType,
  type UserPoolType,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRefused, lets, NoAnswer, type Probe, type ProbeContext } from "../probe";

/** How Cognito shows an attribute that was declared like this at the pool's creation. */
async function shownAs(
  { makePool }: ProbeContext,
  declared: SchemaAttributeType,
  name = declared.Name,
): Promise<SchemaAttributeType> {
  const pool = await makePool({ Schema: [declared] });
  return attributeOf(await pool.describe(), name);
}

function attributeOf({ SchemaAttributes = [] }: UserPoolType, name: string | undefined): SchemaAttributeType {
  const shown = SchemaAttributes.find(({ Name }) => Name === name);
  if (!shown) throw new NoAnswer(`the pool shows no attribute \`${name}\``);
  return shown;
}

const mutability = {
  true: "it is shown as true",
  false: "it is shown as false",
  absent: "it is not shown",
};

/** What Cognito makes of what a schema says, and of what it does not say. */
export const schemaProbes: Probe[] = [
  {
    id: "schema.mutable.custom",
    question: "`Mutable` of a custom attribute that does not say it",
    answers: mutability,
    ask: async (context) => {
      const { Mutable } = await shownAs(
        context,
        { Name: "plan", AttributeDataType: "String" },
        "custom:plan",
      );
      return String(Mutable ?? "absent");
    },
  },
  {
    id: "schema.mutable.standard",
    question: "`Mutable` of a declared standard attribute that does not say it",
    answers: mutability,
    ask: async (context) => {
      const { Mutable } = await shownAs(context, { Name: "nickname", AttributeDataType: "String" });
      return String(Mutable ?? "absent");
    },
  },
  {
    id: "schema.constraints.otherType",
    question: "A text attribute with `NumberAttributeConstraints`",
    answers: { refused: "is refused", dropped: "loses them", kept: "shows them" },
    ask: async (context) => {
      let shown: SchemaAttributeType = {};
      const declared = {
        Name: "plan",
        AttributeDataType: "String",
        NumberAttributeConstraints: { MaxValue: "9" },
      } as const;
      const answer = await isRefused(async () => {
        shown = await shownAs(context, declared, "custom:plan");
      });
      if (answer === "refused") return answer;
      return shown.NumberAttributeConstraints ? "kept" : "dropped";
    },
  },
  {
    id: "schema.constraints.spelling",
    question: 'A maximum length of "0064"',
    answers: { asWritten: 'is shown as "0064"', asNumber: 'is shown as "64"' },
    ask: async (context) => {
      const declared = {
        Name: "plan",
        AttributeDataType: "String",
        StringAttributeConstraints: { MaxLength: "0064" },
      } as const;
      const { StringAttributeConstraints } = await shownAs(context, declared, "custom:plan");
      if (StringAttributeConstraints?.MaxLength === "0064") return "asWritten";
      if (StringAttributeConstraints?.MaxLength === "64") return "asNumber";
      throw new NoAnswer(`it is shown as ${JSON.stringify(StringAttributeConstraints)}`);
    },
  },
  {
    id: "schema.constraints.undeclared",
    question: "The constraints of a text attribute that declares none",
    answers: { shown: "are shown at their defaults", absent: "are not shown" },
    ask: async (context) => {
      const shown = await shownAs(context, { Name: "plan", AttributeDataType: "String" }, "custom:plan");
      return shown.StringAttributeConstraints?.MaxLength === undefined ? "absent" : "shown";
    },
  },
  {
    id: "schema.emailVerified",
    question: "An attribute `email_verified` in a schema",
    answers: { custom: "becomes `custom:email_verified`", standard: "is the standard attribute" },
    ask: async ({ makePool }) => {
      const pool = await makePool({ Schema: [{ Name: "email_verified", AttributeDataType: "Boolean" }] });
      const { SchemaAttributes = [] } = await pool.describe();
      return SchemaAttributes.some(({ Name }) => Name === "custom:email_verified") ? "custom" : "standard";
    },
  },
  {
    id: "schema.sub",
    question: "`sub`, which every pool has, in a schema",
    answers: lets("it"),
    ask: ({ makePool }) =>
      isRefused(() => makePool({ Schema: [{ Name: "sub", AttributeDataType: "String", Required: true }] })),
  },
  {
    id: "schema.typeOfStandard",
    question: "A standard attribute with another type than its own",
    answers: lets("it"),
    ask: ({ makePool }) =>
      isRefused(() => makePool({ Schema: [{ Name: "email", AttributeDataType: "Number" }] })),
  },
  {
    id: "schema.minimumAboveMaximum",
    question: "A minimum length above the maximum length",
    answers: lets("it"),
    ask: ({ makePool }) => {
      const StringAttributeConstraints = { MinLength: "9", MaxLength: "8" };
      return isRefused(() =>
        makePool({ Schema: [{ Name: "plan", AttributeDataType: "String", StringAttributeConstraints }] }),
      );
    },
  },
  {
    id: "schema.withoutType",
    question: "A custom attribute without a type",
    answers: lets("it"),
    ask: ({ makePool }) => isRefused(() => makePool({ Schema: [{ Name: "plan" }] })),
  },
  {
    id: "schema.addAgain",
    question: "AddCustomAttributes with an attribute that the pool has",
    answers: lets("it"),
    ask: async ({ makePool, cognito }) => {
      const declared: SchemaAttributeType = { Name: "plan", AttributeDataType: "String" };
      const { id: UserPoolId } = await makePool({ Schema: [declared] });
      return isRefused(() =>
        cognito.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes: [declared] })),
      );
    },
  },
  {
    id: "schema.requiredCustom",
    question: "A custom attribute that is required",
    answers: lets("it"),
    ask: ({ makePool }) =>
      isRefused(() => makePool({ Schema: [{ Name: "plan", AttributeDataType: "String", Required: true }] })),
  },
];
