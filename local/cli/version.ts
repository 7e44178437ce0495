/**
 * The version of the Pulumi CLI that this project uses: the `pulumi` launcher in package.json downloads it, the Go
 * module beside this file builds it. A test holds the three together.
 */
export const cliVersion = "3.259.0";
