import { dependingOn } from "../../scripts/templates";

describe("A template's package.json in a release", () => {
  it("asks for the released version, and is as it was besides", () => {
    const before =
      '{\n  "name": "${PROJECT}",\n  "dependencies": { "a": "0.1.0", "custom-user-pool": "0.1.0" }\n}\n';

    expect(dependingOn("1.2.0", before)).toBe(
      '{\n  "name": "${PROJECT}",\n  "dependencies": { "a": "0.1.0", "custom-user-pool": "1.2.0" }\n}\n',
    );
  });

  it("stays as it is where it asks for none", () => {
    expect(dependingOn("1.2.0", '{ "name": "custom-user-pool" }')).toBe('{ "name": "custom-user-pool" }');
  });
});
