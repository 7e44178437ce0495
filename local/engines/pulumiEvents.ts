import { stripVTControlCharacters } from "node:util";

/** What the engine reports while it works: the members of its JSON events that are used here. */
export interface EngineEvent {
  readonly diagnosticEvent?: { urn?: string; message: string; severity: string };
  readonly summaryEvent?: { resourceChanges?: Record<string, number> };
}

/**
 * The events in what `pulumi up --json` prints: one in a line. Other lines, such as an error before the engine has
 * started, are no events.
 */
export function parseEvents(output: string): EngineEvent[] {
  return output.split("\n").flatMap((line) => {
    const event = line.startsWith("{") ? parseLine(line) : undefined;
    return event ? [event] : [];
  });
}

function parseLine(line: string): EngineEvent | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === "object" && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

/** How many resources were created, updated and so on. */
export function changesOf(events: readonly EngineEvent[]): Record<string, number> {
  return events.findLast((event) => event.summaryEvent)?.summaryEvent?.resourceChanges ?? {};
}

/** What the engine says after every error, of no resource in particular. */
const conclusion = /^(update|preview|destroy) failed$/;

/** The engine's errors, each with the name of its resource. */
export function errorsOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ diagnosticEvent }) => {
    if (diagnosticEvent?.severity !== "error") return [];
    const { urn, message } = diagnosticEvent;
    const text = stripVTControlCharacters(message).trim();
    if (conclusion.test(text)) return [];
    return [urn ? `${nameOf(urn)}: ${text}` : text];
  });
}

/** What the program and the provider have said, such as what the local provider does differently from AWS. */
export function notesOf(events: readonly EngineEvent[]): string[] {
  return events.flatMap(({ diagnosticEvent }) => {
    const text = stripVTControlCharacters(diagnosticEvent?.message ?? "").trim();
    return diagnosticEvent?.severity.startsWith("info") && text !== "" ? [text] : [];
  });
}

/** The type and name at the end of `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. */
function nameOf(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  return `${type.split("$").at(-1) ?? ""} ${name}`;
}
