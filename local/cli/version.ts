/**
 * The Pulumi CLI that the Go module beside this file builds, for places that reach package registries and nothing else. Not every
 * version is on the Go module proxy, and npm's newest launcher is often an older one: the two move apart. A test holds each to
 * its own source.
 */
export const builtVersion = "3.274.1";

/** The Pulumi CLI that the `pulumi` launcher in package.json downloads from get.pulumi.com: it downloads its own version. */
export const launcherVersion = "3.265.0";

/** The oldest Pulumi CLI with which the program has been tried. */
export const oldestVersion = "3.259.0";

/** The host for programs in YAML that the Go module in yamlHost/ builds. */
export const yamlHostVersion = "1.25.0";
