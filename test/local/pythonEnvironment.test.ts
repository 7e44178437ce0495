import { chmodSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pythonWithMiniStack } from "../../local/emulator/pythonEnvironment";
import { removeFolders, temporaryFolder } from "../support/folders";

/** A folder with a `python3` of this script, to be the whole PATH. */
function pathWith(script: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "python3"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "python3"), 0o755);
  return folder;
}

async function installing(searchPath: string) {
  const folder = join(temporaryFolder(), "venv");
  process.env["PATH"] = searchPath;
  const message = await pythonWithMiniStack(() => undefined, { folder }).then(
    String,
    (error: Error) => error.message,
  );
  return { message, leftSomething: existsSync(folder) };
}

describe("the installation of MiniStack", () => {
  const path = process.env["PATH"];
  afterEach(() => {
    process.env["PATH"] = path;
    removeFolders();
  });

  it.each([
    {
      what: "no python3",
      searchPath: () => "/nonexistent",
      says: /^`python3` 3\.10 or later is needed .* there is none on PATH\. Install it/,
    },
    {
      what: "an old python3",
      searchPath: () => pathWith("exit 3"),
      says: /the one on PATH is older, or does not run/,
    },
    {
      what: "a python3 without venv",
      searchPath: () => pathWith('[ "$1" = -c ] && exit 0; echo "No module named venv" >&2; exit 1'),
      says: /^`python3 -m venv` failed\..*apt install python3-venv\. It said: No module named venv/,
    },
    {
      what: "a package index that does not answer",
      searchPath: () =>
        pathWith(
          '[ "$1" = -c ] && exit 0; /bin/mkdir -p "$3/bin"; printf "#!/bin/sh\\necho no index >&2; exit 1\\n" > "$3/bin/python"; /bin/chmod +x "$3/bin/python"',
        ),
      says: /^`pip install -r local\/emulator\/requirements\.txt` failed: .* It said: no index/,
    },
  ])("says what to do about $what, and leaves nothing half-made", async ({ searchPath, says }) => {
    const { message, leftSomething } = await installing(searchPath());

    expect(message).toMatch(says);
    expect(leftSomething).toBe(false);
  });
  it("says which folder it cannot write, and what to do", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    process.env["PATH"] = pathWith("exit 0");

    const installation = pythonWithMiniStack(() => undefined, { folder: join(file, ".local", "venv") });

    await expect(installation).rejects.toThrow(
      /^The folder `.*\.local` cannot be written \(.*\); MiniStack is installed there on first use\. Make it writable, or set AWS_ENDPOINT_URL/,
    );
  });

  it("leaves the first in place when two processes install at a time", async () => {
    const control = temporaryFolder();
    // The first installation ends at once, the other when the test says so.
    const pip = `/bin/mkdir ${control}/first 2>/dev/null && exit 0; while [ ! -e ${control}/go ]; do /bin/sleep 0.02; done`;
    process.env["PATH"] = pathWith(
      `[ "$1" = -c ] && exit 0; /bin/mkdir -p "$3/bin"; printf '%s\\n' '#!/bin/sh' '${pip}' > "$3/bin/python"; /bin/chmod +x "$3/bin/python"`,
    );
    const folder = join(temporaryFolder(), "venv");
    const both = [1, 2].map(() => pythonWithMiniStack(() => undefined, { folder }));
    await Promise.race(both);
    writeFileSync(join(folder, "in-use"), "");
    writeFileSync(join(control, "go"), "");

    expect(await Promise.all(both)).toEqual([join(folder, "bin", "python"), join(folder, "bin", "python")]);
    expect(existsSync(join(folder, "in-use"))).toBe(true);
    expect(readdirSync(dirname(folder))).toEqual(["venv"]);
  });
});
