import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asset } from "@pulumi/pulumi";
import { strFromU8, unzipSync } from "fflate";
import { zipArchive } from "../../local/provider/types/archive";
import { removeFolders, temporaryFolder } from "../support/folders";

function contents(zip: Buffer): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, data]) => [name, strFromU8(data)]));
}

afterEach(removeFolders);

describe("the zip of a function's code", () => {
  it("has the same bytes for the same contents, in whatever order they are given", async () => {
    const one = new asset.AssetArchive({
      "b.js": new asset.StringAsset("b"),
      "a.js": new asset.StringAsset("ä"),
    });
    const other = new asset.AssetArchive({
      "a.js": new asset.StringAsset("ä"),
      "b.js": new asset.StringAsset("b"),
    });

    expect((await zipArchive(one)).equals(await zipArchive(other))).toBe(true);
  });

  it("cannot be made of what is remote", async () => {
    const archive = new asset.AssetArchive({ "a.js": new asset.RemoteAsset("https://example.com/a.js") });

    await expect(zipArchive(archive)).rejects.toThrow("The code's `a.js` is remote");
  });

  it("holds texts, files, folders and archives in archives", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "deep"));
    writeFileSync(join(folder, "deep", "file.txt"), "from a file");

    const zip = await zipArchive(
      new asset.AssetArchive({
        "index.mjs": new asset.StringAsset("export {}"),
        "one.txt": new asset.FileAsset(join(folder, "deep", "file.txt")),
        lib: new asset.FileArchive(folder),
        nested: new asset.AssetArchive({ "x.txt": new asset.StringAsset("x") }),
      }),
    );

    expect(contents(zip)).toEqual({
      "index.mjs": "export {}",
      "lib/deep/file.txt": "from a file",
      "nested/x.txt": "x",
      "one.txt": "from a file",
    });
  });
});
