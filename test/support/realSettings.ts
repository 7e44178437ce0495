import { cdk } from "./real/cdk";
import { cloudFormation, sam } from "./real/cloudFormation";
import { amplify, serverless } from "./real/frameworks";
import type { RealSettings } from "./real/parts";
import { terraform } from "./real/terraform";

/** Pools as they are declared in public, rewritten as settings; every one of them is accepted, made, changed and deleted. */
export const realSettings: readonly RealSettings[] = [
  ...terraform,
  ...cdk,
  ...cloudFormation,
  ...sam,
  ...amplify,
  ...serverless,
];
