import * as pulumi from "@pulumi/pulumi";

interface Words {
  readonly deletionProtection?: pulumi.Input<boolean>;
  readonly settings: { readonly DeletionProtection?: unknown };
}

/**
 * Whether Pulumi itself refuses to delete the pool's stack. It does so in the preview, for the component's removal from
 * the program as well as for `pulumi destroy`, before any other resource is touched.
 *
 * Only a plain word lifts it: an output is not known when the stack is registered, and may say yes.
 */
export function isProtected({ deletionProtection, settings }: Words): boolean {
  return deletionProtection !== false && settings.DeletionProtection !== "INACTIVE";
}

/** Cognito's own protection: what the program says in either place, else on. Where it says both, the component is refused. */
export function protectionStatus(isWanted: unknown, status: unknown): unknown {
  if (isWanted === undefined) return status ?? "ACTIVE";
  if (typeof isWanted !== "boolean") return isWanted;
  return isWanted ? "ACTIVE" : "INACTIVE";
}

/** What is wrong where the program says yes and no. */
export function contradiction(isWanted: unknown, status: unknown): string | undefined {
  const isContradiction =
    (isWanted === true && status === "INACTIVE") || (isWanted === false && status === "ACTIVE");
  return isContradiction
    ? `\`deletionProtection\` is ${String(isWanted)}, but \`settings.DeletionProtection\` says "${status}": say it once.`
    : undefined;
}

/**
 * Keeps what belongs to a protected pool and may go on its own: `pulumi destroy --exclude-protected` leaves alone what a
 * protected resource depends on, and a deletion begins with what nothing depends on. App clients and a domain can still
 * be replaced, and leave the program one by one.
 *
 * It is there for an unprotected pool too: a protected resource could not leave the program.
 */
export class Protection extends pulumi.ComponentResource {
  constructor(name: string, { kept, protect, parent }: Kept) {
    super("custom-user-pool:index:Protection", name, {}, { parent, dependsOn: kept, protect });
    this.registerOutputs({});
  }
}

interface Kept {
  readonly kept: pulumi.Resource[];
  readonly protect: boolean;
  readonly parent: pulumi.Resource;
}
