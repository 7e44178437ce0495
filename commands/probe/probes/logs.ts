import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { probeTag } from "../pools";
import { isRefused, type Probe } from "../probe";

/** What the handler's claim of a Create rests on. */
export const logProbes: Probe[] = [
  {
    id: "logs.streamIsUnique",
    question: "Five CreateLogStream of one name at the same time",
    answers: { one: "one succeeds, the others are refused", several: "more than one succeeds" },
    ask: async ({ logs, name: logGroupName, afterwards }) => {
      await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { [probeTag]: logGroupName } }));
      afterwards(() => logs.send(new DeleteLogGroupCommand({ logGroupName })));
      const claim = () => logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "claim" }));
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => isRefused(claim)));
      return outcomes.filter((outcome) => outcome === "accepted").length === 1 ? "one" : "several";
    },
  },
];
