/** Writes docs/pulumi-gaps.md. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pulumiGaps, renderGaps } from "./pulumiGaps";

writeFileSync(join(__dirname, "../docs/pulumi-gaps.md"), renderGaps(pulumiGaps()));
