import type { Probe } from "../probe";
import { cloudFormationProbes } from "./cloudFormation";
import { logProbes } from "./logs";
import { mfaProbes } from "./mfa";
import { doubleNames } from "./names";
import { omittedMembers } from "./omitted";
import { poolProbes } from "./pools";
import { schemaProbes } from "./schema";
import { smsProbes } from "./sms";

/** Every question, in the order in which they are asked. */
export const allProbes: readonly Probe[] = [
  ...omittedMembers,
  ...schemaProbes,
  ...doubleNames,
  ...mfaProbes,
  ...poolProbes,
  ...logProbes,
  ...smsProbes,
  ...cloudFormationProbes,
];
