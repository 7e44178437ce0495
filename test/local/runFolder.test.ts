import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { makeRunFolder } from "../../local/runFolder";
import { removeFolders, temporaryFolder } from "../support/folders";

/** What a run of a process leaves that was killed. */
function leave(parent: string, pid: number | undefined, owner?: string): string {
  const folder = join(parent, `custom-user-pool-local-${pid}-abc`);
  mkdirSync(folder);
  if (owner !== undefined) writeFileSync(join(folder, "owner"), owner);
  return folder;
}

/** A process that has ended. */
function deadPid(): number | undefined {
  return spawnSync(process.execPath, ["--version"]).pid;
}

describe("a run's folder", () => {
  afterEach(removeFolders);

  it("takes the place of what killed runs have left", () => {
    const parent = temporaryFolder();
    const left = leave(parent, deadPid(), hostname());

    const folder = makeRunFolder(parent);

    expect(existsSync(left)).toBe(false);
    expect(readdirSync(parent)).toEqual([folder.slice(parent.length + 1)]);
  });

  it("leaves those of runs that live, of other machines, and of others", () => {
    const parent = temporaryFolder();
    const others = [
      leave(parent, process.pid, hostname()),
      leave(parent, deadPid(), "another-container"),
      leave(parent, deadPid()),
    ];

    makeRunFolder(parent);

    expect(others.map((folder) => existsSync(folder))).toEqual([true, true, true]);
  });

  it("says which folder cannot be written, and what to do", () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");

    expect(() => makeRunFolder(file)).toThrow(
      /^The folder `.*file` cannot be written \(.*\); .*: set TMPDIR to another folder\.$/,
    );
  });
});
