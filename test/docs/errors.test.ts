import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

/** Whose first text is shown to a user of the package. */
const raisers = new Set(["UserError", "runError", "RunError", "refusal"]);

interface Message {
  readonly file: string;
  /** The parts of the text that are always the same. */
  readonly parts: string[];
}

function messagesIn(file: string): Message[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
  const found: Message[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
      raisers.has(node.expression.getText().split(".").at(-1) ?? "")
    ) {
      const parts = (node.arguments ?? []).flatMap(fixedParts);
      if (parts.length > 0) found.push({ file, parts });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The fixed parts of a text, joined texts and lists of one text; none of what is no text. */
function fixedParts(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isBinaryExpression(node)) return [...fixedParts(node.left), ...fixedParts(node.right)];
  return ts.isArrayLiteralExpression(node) ? node.elements.flatMap(fixedParts) : [];
}

/** Whole words, without what Markdown or a backtick changes. */
function plain(text: string): string {
  const words = text.replaceAll(/[`*_…"'\\]/g, "").replaceAll(/\s+/g, " ");
  return words.replace(/^[ .:,]+/, "").trim();
}

const files = ["handlers", "components"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name)),
);
const messages = files.flatMap(messagesIn);

it("docs/troubleshooting.md has every error that the program and the handler raise", () => {
  const page = plain(read("docs/troubleshooting.md"));
  const longest = ({ parts }: Message) => parts.map(plain).toSorted((a, b) => b.length - a.length)[0] ?? "";
  // A few words are enough to find it; what is a list of other errors has no words of its own.
  const missing = messages
    .map((message) => ({ ...message, words: longest(message).slice(0, 40).trim() }))
    .filter(({ words }) => words.length >= 12 && !page.includes(words));

  expect(messages.length).toBeGreaterThan(35);
  expect(missing.map(({ file, words }) => `${file}: ${words}`)).toEqual([]);
});
