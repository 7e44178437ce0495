import { isStandardAttribute } from "./attributes";
import { duplicates, type Rule } from "./rule";

/** Cognito's rules for the attributes that a pool declares. */
export const schemaRules: readonly Rule[] = [
  {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const repeated = duplicates(Schema.map(({ Name }) => Name));
      return repeated.length > 0
        ? `\`${path}\` declares ${repeated.join(", ")} twice. Declare each once.`
        : undefined;
    },
  },
  {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const prefixed = Schema.flatMap(({ Name = "" }) => (/^(custom|dev):/.test(Name) ? [Name] : []));
      return prefixed.length > 0
        ? `\`${path}\`: Cognito itself puts \`custom:\` before the names of custom attributes, got ${prefixed.join(", ")}. Leave the prefix out.`
        : undefined;
    },
  },
  {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const wrong = Schema.flatMap(({ Name = "", Required }) =>
        Required && !isStandardAttribute(Name) ? [Name] : [],
      );
      return wrong.length > 0
        ? `\`${path}\`: Cognito does not support required custom attributes, got ${wrong.join(", ")}. Set \`Required\` to false.`
        : undefined;
    },
  },
  {
    path: "Schema",
    check: ({ Schema = [] }, path) => {
      const texts = Schema.flatMap(
        ({ StringAttributeConstraints: text, NumberAttributeConstraints: number }) => [
          text?.MinLength,
          text?.MaxLength,
          number?.MinValue,
          number?.MaxValue,
        ],
      );
      const wrong = texts.filter((value) => value !== undefined && !/^-?\d+$/.test(value));
      return wrong.length > 0
        ? `\`${path}\`: constraints must be whole numbers written as texts, got ${wrong.map((value) => JSON.stringify(value)).join(", ")}.`
        : undefined;
    },
  },
];
