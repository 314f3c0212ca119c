/** The question: what the controls say, and what they are kept as in the fragment. */

import { Facts, Machine } from "./facts";
import * as fragment from "./fragment";
import * as quantity from "./quantity";
import { Preference, Question } from "./question";
import * as read from "./read";
import { needs } from "./traits";
import { waits } from "./units";
import { t } from "./words";

/** A control that takes a quantity. */
export interface Field {
  /** Its name in the fragment, and of the flag of report choose. */
  name: string;
  label: () => string;
  hint: string;
  /** What to say of text that it cannot read. */
  remedy: () => string;
  read: (text: string) => number | undefined;
  put: (q: Question, value: number) => void;
  /** It is shown among the first. */
  main: boolean;
}

const times = () => t("a time, such as %s", "200us");

export const fields: Field[] = [
  {
    name: "size",
    label: () => t("Size of a message"),
    hint: "2KiB",
    main: true,
    read: read.size,
    remedy: () => t("a size, such as %s or %s", "64", "2KiB"),
    put: (q, v) => (q.size = v),
  },
  {
    name: "rate",
    label: () => t("Messages a second"),
    hint: "20k",
    main: true,
    read: read.rate,
    remedy: () => t("a number, such as %s; nothing for as fast as they go to and fro", "20k"),
    put: (q, v) => (q.rate = v),
  },
  {
    name: "max-cores",
    label: () => t("Cores at most"),
    hint: "0.3",
    main: true,
    read: read.cores,
    remedy: () => t("a number, such as %s", "0.3"),
    put: (q, v) => (q.maxCores = v),
  },
  {
    name: "p99",
    label: () => t("99 %% of messages within"),
    hint: "200us",
    main: true,
    read: read.duration,
    remedy: times,
    put: (q, v) => (q.p99 = v),
  },
  {
    name: "p50",
    label: () => t("Half of messages within"),
    hint: "20us",
    main: false,
    read: read.duration,
    remedy: times,
    put: (q, v) => (q.p50 = v),
  },
  {
    name: "throughput",
    label: () => t("MB/s at least, as a stream"),
    hint: "500",
    main: false,
    read: read.throughput,
    remedy: () => t("a number, such as %s", "500"),
    put: (q, v) => (q.throughput = v),
  },
  {
    name: "max-copies",
    label: () => t("Copies at most"),
    hint: "1",
    main: false,
    read: read.plain,
    remedy: () => t("a number, such as %s", "1"),
    put: (q, v) => (q.maxCopies = v),
  },
  {
    name: "largest",
    label: () => t("Messages of up to"),
    hint: "1MiB",
    main: false,
    read: read.size,
    remedy: () => t("a size, such as %s or %s", "64", "2KiB"),
    put: (q, v) => (q.largest = v),
  },
];

export const preferences: Preference[] = ["p99", "cores", "throughput", "simplicity"];

/** The number of the machine that is chosen. */
export function machineOf(facts: Facts): number {
  const n = Number(fragment.get("machine") ?? 1) - 1;
  return facts.machines[n] ? n : 0;
}

/** The state of it that is chosen. */
export function stateOf(machine: Machine): string {
  const state = fragment.get("state");
  return state !== undefined && machine.states.includes(state) ? state : machine.states[0];
}

/** What a control says: the text chosen, or the usual one of these results. */
export function textOf(machine: Machine, field: string): string {
  const chosen = fragment.get(field);
  if (chosen !== undefined) {
    return chosen;
  }
  const paced = machine.cells.filter((c) => c.p === "Paced" && c.r);
  if (field === "size") {
    return quantity.size((paced[0] ?? machine.cells[0])?.s || 64).replace(" ", "");
  }
  if (field === "rate" && paced.length > 0) {
    const rates = [...new Set(paced.map((c) => c.r!))].sort((a, b) => a - b);
    const usual = rates.includes(10_000) ? 10_000 : rates[Math.floor((rates.length - 1) / 2)];
    const short = quantity.rate(usual).replace(" ", "");
    return read.rate(short) === usual ? short : String(usual);
  }
  return "";
}

/** What is chosen of a list: the first of it, if it has nothing of what the fragment says. */
export function oneOf(name: string, choices: readonly string[]): string {
  const chosen = fragment.get(name);
  return chosen !== undefined && choices.includes(chosen) ? chosen : (choices[0] ?? "");
}

/** The places of a machine's cells that messages are handed over in. */
export function places(machine: Machine): string[] {
  const loads = machine.cells.filter((c) => c.p !== "Setup");
  return [...new Set((loads.length > 0 ? loads : machine.cells).map((c) => c.a))];
}

/** The scopes of a machine's cells. */
export function scopes(machine: Machine): string[] {
  return [...new Set(machine.cells.map((c) => c.o))];
}

/** The question that the controls ask, and the names of those that cannot be read. */
export function question(facts: Facts): { question: Question; unread: Field[] } {
  const number = machineOf(facts);
  const machine = facts.machines[number];
  const q: Question = {
    size: 64,
    scope: oneOf("scope", scopes(machine)),
    place: oneOf("place", places(machine)),
    prefer: oneOf("prefer", preferences) as Preference,
    machine: number,
    state: stateOf(machine),
  };
  const unread: Field[] = [];
  for (const field of fields) {
    const text = textOf(machine, field.name).trim();
    const value = field.read(text);
    if (value !== undefined) {
      field.put(q, value);
    } else if (text !== "" || field.name === "size") {
      unread.push(field);
    }
  }
  const known = listed(facts);
  const someOf = (name: string) => {
    const chosen = fragment.list(name)?.filter((v) => known.get(name)!.includes(v));
    return chosen && chosen.length > 0 ? chosen : undefined;
  };
  const some = (name: string) => {
    const chosen = fragment.get(name);
    return chosen !== undefined && known.get(name)!.includes(chosen) ? chosen : undefined;
  };
  q.relation = some("relation");
  q.direction = some("direction");
  q.provider = some("provider");
  q.messages = some("messages");
  q.waits = someOf("wait");
  q.containers = someOf("containers");
  q.needs = someOf("needs");
  return { question: q, unread };
}

/** Names of what two containers may share, of any mechanism. */
export function shareable(facts: Facts): string[] {
  return [...new Set(facts.mechanisms.flatMap((m) => (m.crosses ?? []).flat()))].sort();
}

/** The choices of everything in the fragment that is chosen of a list. */
function listed(facts: Facts): Map<string, readonly string[]> {
  const machine = facts.machines[machineOf(facts)];
  return new Map<string, readonly string[]>([
    ["machine", facts.machines.map((_, i) => String(i + 1))],
    ["state", machine.states],
    ["relation", ["any", "related"]],
    ["scope", scopes(machine)],
    ["place", places(machine)],
    ["direction", ["half-duplex", "duplex"]],
    ["provider", ["os", "user"]],
    ["messages", ["messages", "stream", "number"]],
    ["prefer", preferences],
    ["wait", waits],
    ["containers", shareable(facts)],
    ["needs", Object.keys(needs)],
  ]);
}

/** A choice in the fragment that there is not, and those that there are. */
export interface Stranger {
  name: string;
  value: string;
  choices: readonly string[];
}

/** What the fragment asks for and these results do not have. */
export function strangers(facts: Facts): Stranger[] {
  const many = ["wait", "containers", "needs"];
  return [...listed(facts)].flatMap(([name, choices]) =>
    (many.includes(name) ? (fragment.list(name) ?? []) : [fragment.get(name) ?? ""])
      .filter((value) => value !== "" && !choices.includes(value))
      .map((value) => ({ name, value, choices: choices.filter((c) => c !== "") })),
  );
}
