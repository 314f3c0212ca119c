// What a question asks of a mechanism's traits, whatever was measured.

import { Mechanism } from "./facts";
import { Trait } from "./interpolate";
import { Question } from "./question";

/** A trait that does not do: what was asked for, and what the mechanism has. */
export interface Unfit {
  trait: Trait;
  wanted: string;
  has: string;
}

/** The traits that may not be said of a mechanism. Its scope and its wait its cells say. */
export const traits: Trait[] = [
  "relation", "direction", "provider", "messages", "copies", "largest", "containers", "needs",
];

/** The needs that can be named, each with what must be so. */
export const needs: Record<string, (m: Mechanism) => boolean> = {
  "no shared memory": (m) => m.family !== "memory" && m.family !== "inproc" && !m.moves.includes("shared memory"),
  "no files": (m) => m.family !== "file" && !/\bfile\b|named pipes/.test(m.moves),
  "no network": (m) => !m.needs.includes("loopback") && m.scopes.some((s) => s !== "host"),
  "no RPC": (m) => m.family !== "rpc",
  "no broker": (m) => !m.moves.includes("broker"),
  "nothing special": (m) => m.needs === "",
};

/** What one channel can do, from least to most. */
const directions = ["simplex", "half-duplex", "duplex"];

/** What of a mechanism with a wait does not do, and what is not said of it although it is asked for. */
export function judge(m: Mechanism, wait: string, q: Question): { unfit: Unfit[]; unsaid: Trait[] } {
  const list: Unfit[] = [];
  const unsaid: Trait[] = [];
  const check = (trait: Trait, wanted: string | undefined, has: string, ok: () => boolean) => {
    if (wanted === undefined) {
      return;
    }
    if (m.unsaid?.includes(trait)) {
      unsaid.push(trait);
    } else if (!ok()) {
      list.push({ trait, wanted, has });
    }
  };
  const scope = m.scopes.length > 0 ? q.scope : undefined; // else its cells say it
  check("scope", scope, m.scopes.join(" "), () => m.scopes.includes(q.scope));
  check("relation", q.relation === "any" ? "any" : undefined, m.relation, () => m.relation === "any");
  const rank = (direction = "") => directions.indexOf(direction);
  check("direction", q.direction, m.direction, () => rank(m.direction) >= rank(q.direction));
  check("provider", q.provider, m.provider, () => m.provider === q.provider);
  check("wait", q.waits?.join(" "), wait, () => q.waits!.includes(wait));
  check("messages", q.messages, m.messages, () => m.messages === q.messages);
  check("copies", text(q.maxCopies), (m.more ? "≥ " : "") + String(m.copies), () => m.copies <= q.maxCopies!);
  if (m.more && q.maxCopies !== undefined && m.copies <= q.maxCopies) {
    unsaid.push("copies"); // it may be more than that
  }
  const largest = m.messages === "number" ? 8 : m.largest;
  const wanted = Math.max(q.size, q.largest ?? 0);
  const said = q.largest !== undefined || !m.unsaid?.includes("largest"); // what was measured is possible
  check("largest", said ? String(wanted) : undefined, String(largest), () => largest === 0 || wanted <= largest);
  check("containers", q.containers?.join(", "), crossing(m), () => crosses(m, q.containers!));
  for (const need of q.needs ?? []) {
    check("needs", need, m.needs, () => needs[need]?.(m) ?? false);
  }
  return { unfit: list, unsaid: [...new Set(unsaid)] };
}

function text(n: number | undefined): string | undefined {
  return n === undefined ? undefined : String(n);
}

/** Tells whether two containers that share these things can use a mechanism. What nothing divides they always share. */
function crosses(m: Mechanism, shared: string[]): boolean {
  const has = [...shared, "nothing beside the kernel"];
  return (m.crosses ?? []).some((way) => way.every((what) => has.includes(what)));
}

function crossing(m: Mechanism): string {
  return m.crosses === null ? "not said" : m.crosses.map((way) => way.join(" + ")).join(", or ");
}

/** A reason for which a mechanism takes more of who uses it, and how much that counts. */
interface Burden {
  points: number;
  applies: (m: Mechanism, wait: string) => boolean;
}

/** What makes a mechanism harder to use; docs/choose.md explains each. */
const burdens: Burden[] = [
  { points: 3, applies: (m) => m.provider === "user" }, // the program must synchronise by itself
  { points: 2, applies: (m) => m.messages === "number" }, // the payload must go another way
  { points: 1, applies: (m) => m.messages === "stream" }, // the program must find where a message ends
  { points: 1, applies: (m) => m.direction === "simplex" }, // an answer takes a second channel
  { points: 1, applies: (m) => m.needs !== "" }, // the system must have something that not every one has
  { points: 1, applies: (m) => m.family === "rpc" }, // a library, and often generated code
  { points: 1, applies: (m) => m.largest > 0 }, // longer messages must be split
  { points: 2, applies: (_, wait) => wait === "spin" || wait === "yield" }, // a CPU must be set aside
  { points: 1, applies: (_, wait) => wait === "hybrid" }, // the program must spin, and then sleep
];

/** How much a mechanism takes of who uses it, from its traits alone: 0 is the simplest. */
export function burden(m: Mechanism, wait: string): number {
  return burdens.reduce((sum, b) => sum + (b.applies(m, wait) ? b.points : 0), 0);
}
