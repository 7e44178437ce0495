/** How every command ends, for scripts. A command that is stopped ends with 130 (SIGINT) or 143 (SIGTERM). */
export const exitCodes = {
  fine: 0,
  failed: 1,
  /** What was compared differs: a script can tell that from a comparison that could not be made. */
  different: 2,
  /** The command line cannot be carried out as it is: EX_USAGE of sysexits.h. */
  usage: 64,
} as const;
