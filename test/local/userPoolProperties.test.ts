import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { membersOf, PLACES } from "../../local/provider/types/userPoolProperties";

const declarations = join(__dirname, "../../node_modules/@pulumi/aws");

/** The members of every interface of a file of declarations, with the last word of their types. */
function interfacesIn(file: string): Map<string, Map<string, string>> {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(declarations, file), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = new Map<string, Map<string, string>>();
  const visit = (node: ts.Node): void => {
    if (ts.isInterfaceDeclaration(node)) {
      const members = node.members.filter(ts.isPropertySignature);
      const typed = members.map(({ name, type }): [string, string] => [
        name.getText(),
        /inputs\.cognito\.(\w+)/.exec(type?.getText() ?? "")?.[1] ?? "",
      ]);
      found.set(node.name.text, new Map(typed));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it("The local provider's pool has every property of the installed `aws.cognito.UserPool`, at every depth, and no other", () => {
  const blocks = interfacesIn("types/input.d.ts");
  const declared = (name: string, members: Map<string, string>): string[] =>
    [...members].flatMap(([member, type]) => {
      const inner = blocks.get(type);
      return [`${name}${member}`, ...(inner ? declared(`${name}${member}.`, inner) : [])];
    });
  const known = (name: string, places: ReturnType<typeof membersOf>): string[] =>
    [...places].flatMap(([member, place]) => {
      const { shape, path } = place;
      const element = shape.kind === "list" ? shape.element() : shape;
      const inner = { path: shape.kind === "list" ? `${path}[]` : path, shape: element };
      return [`${name}${member}`, ...known(`${name}${member}.`, membersOf(inner))];
    });

  const args = interfacesIn("cognito/userPool.d.ts").get("UserPoolArgs") ?? new Map<string, string>();
  args.delete("region");

  expect(known("", new Map(PLACES)).toSorted()).toEqual(declared("", args).toSorted());
});
