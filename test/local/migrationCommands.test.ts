import { readFileSync } from "node:fs";
import { join } from "node:path";
import { restCommands } from "../../local/migrationCommands";

describe("the commands that move the rest of the users in the example", () => {
  it("are those of docs/migrating-users.md, in their order", () => {
    const page = readFileSync(join(__dirname, "../../docs/migrating-users.md"), "utf8");
    const documented = [...page.matchAll(/^npx custom-user-pool (.*?)(?: +#.*)?$/gm)].map(
      ([, command]) => command,
    );

    const commands = restCommands({ old: '"$OLD"', now: '"$NEW"', file: "users.jsonl" });
    expect(Object.values(commands)).toEqual(documented);
  });
});
