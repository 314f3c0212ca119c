// What is asked: which mechanism carries such a load within such bounds. Package choose reads it from a command line,
// and the page from its controls.

export type Preference = "p99" | "cores" | "throughput" | "simplicity";

/** A question. What is left out does not matter to who asks. */
export interface Question {
  /** Bytes of a message. */
  size: number;
  /** Messages a second. Without it, the ends hand one message to and fro as fast as they can. */
  rate?: number;
  /** At most so much of a CPU: of the receiver at that rate, or of both ends without a rate. */
  maxCores?: number;
  /** At most so long in ns: one way from when a message is due, at a rate; or a round trip without. */
  p50?: number;
  p99?: number;
  /** At least so many MB (10^6 bytes) a second as a stream. */
  throughput?: number;

  scope: string;
  place: string;
  /** "any": any process can open it; "related": it may be one that is inherited. */
  relation?: string;
  direction?: string;
  provider?: string;
  waits?: string[];
  messages?: string;
  maxCopies?: number;
  /** Messages of up to so many bytes must be possible too. */
  largest?: number;
  /** What two containers share; the ends are in two. */
  containers?: string[];
  /** Names of needs; see needs.ts. */
  needs?: string[];

  prefer: Preference;
  /** The number of the machine, from 0. */
  machine: number;
  /** The state of the machine; without it, the one shown by default. */
  state?: string;
}
