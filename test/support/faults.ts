import * as fc from "fast-check";

/** What the lifecycle does in one faulty invocation. `afterMs` is counted from the beginning of its work. */
export interface WorkFault {
  kind: "returns" | "rejects" | "throws" | "throws a text" | "hangs" | "heeds the signal";
  afterMs: number;
  /** Whether the resource's id is told before the fault. */
  tellsId: boolean;
}

/** What one PUT meets. */
export interface PutFault {
  kind: "status" | "reset" | "hang";
  status: number;
  afterMs: number;
}

export interface Scenario {
  requestType: "Create" | "Update" | "Delete";
  remainingMs: number;
  work: WorkFault;
  /** The last one is repeated. */
  puts: PutFault[];
  jitterSeed: number;
}

const workFault = fc.record<WorkFault>({
  kind: fc.constantFrom("returns", "rejects", "throws", "throws a text", "hangs", "heeds the signal"),
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 400_000 })),
  tellsId: fc.boolean(),
});

const putFault = fc.record<PutFault>({
  kind: fc.constantFrom("status", "status", "status", "reset", "hang"),
  status: fc.constantFrom(200, 200, 200, 403, 500, 503),
  afterMs: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 20_000 })),
});

/** Faults of the work, of the delivery and of the time that there is, all at once. */
export const scenarios: fc.Arbitrary<Scenario> = fc.record<Scenario>({
  requestType: fc.constantFrom("Create", "Update", "Delete"),
  remainingMs: fc.oneof(
    fc.constantFrom(120_000, 900_000),
    fc.integer({ min: 1_100, max: 10_000 }),
    fc.integer({ min: 10_000, max: 120_000 }),
  ),
  work: workFault,
  puts: fc.array(putFault, { minLength: 1, maxLength: 4 }),
  jitterSeed: fc.nat(),
});

/** Whether a delivery that is tried for three seconds gets through: at most two quick faults, then a quick success. */
export function isGentle({ puts, remainingMs }: Scenario): boolean {
  const success = puts.findIndex(({ kind, status }) => kind === "status" && status === 200);
  const tries = puts.slice(0, success + 1);
  return (
    remainingMs >= 10_000 &&
    success >= 0 &&
    success <= 2 &&
    tries.every(({ kind, status, afterMs }) => kind !== "hang" && status !== 403 && afterMs <= 300)
  );
}
