/** The figures that the page shows: what each is called, and how it is printed. */

import { count, duration, frequency, throughput } from "./quantity";
import { t } from "./words";

export interface Unit {
  /** As it stands in result files. */
  column: string;
  title: () => string;
  /** What it is, in a sentence. */
  about: () => string;
  /** Of a value in the unit of result files, and the half width of its interval. */
  print: (v: number, half?: number) => string;
}

const time = (v: number, half = 0) => duration(v * 1e-9, half * 1e-9);

export const units: Unit[] = [
  { column: "ns/op", title: () => t("mean"), about: () => t("Mean time of one op"), print: time },
  { column: "p50-ns", title: () => "p50", about: () => t("Half of the messages took no longer"), print: time },
  { column: "p90-ns", title: () => "p90", about: () => t("%s of the messages took no longer", "90 %"), print: time },
  { column: "p99-ns", title: () => "p99", about: () => t("%s of the messages took no longer", "99 %"), print: time },
  {
    column: "p99.9-ns",
    title: () => "p99.9",
    about: () => t("%s of the messages took no longer", "99.9 %"),
    print: time,
  },
  { column: "max-ns", title: () => t("longest"), about: () => t("The longest time"), print: time },
  {
    column: "MB/s",
    title: () => t("throughput"),
    about: () => t("Payload per second"),
    print: (v, half = 0) => throughput(v * 1e6, half * 1e6),
  },
  { column: "msg/s", title: () => t("messages/s"), about: () => t("Messages per second"), print: frequency },
  { column: "cpu-ns/op", title: () => t("CPU/op"), about: () => t("CPU time of one op, of both ends"), print: time },
  { column: "cores", title: () => t("cores"), about: () => t("CPUs that are busy, of both ends"), print: count },
  {
    column: "recv-cores",
    title: () => t("receiver's CPU"),
    about: () => t("CPUs that the receiver keeps busy"),
    print: count,
  },
  { column: "csw/op", title: () => t("switches/op"), about: () => t("Context switches of one op"), print: count },
  { column: "syscalls/op", title: () => t("calls/op"), about: () => t("System calls of one op"), print: count },
];

/** The unit of a column. */
export function unitOf(column: string): Unit {
  return units.find((u) => u.column === column)!;
}

/** A figure with its interval. */
export interface Known {
  mid: number;
  low: number;
  high: number;
}

/** The figure, with no more digits than its interval allows. */
export function printed(unit: Unit, e: Known): string {
  return unit.print(e.mid, Math.max(e.high - e.mid, e.mid - e.low));
}

/** Its interval: "14.3 µs – 16.7 µs". */
export function interval(unit: Unit, e: Known): string {
  if (e.low === e.high) {
    return t("one value");
  }
  const half = Math.max(e.high - e.mid, e.mid - e.low);
  return `${unit.print(e.low, half)} – ${unit.print(e.high, half)}`;
}

/** What the patterns are, in words. */
export function patternWords(pattern: string): string {
  switch (pattern) {
    case "Latency":
      return t("Latency: there and back");
    case "Throughput":
      return t("Throughput: one way");
    case "Duplex":
      return t("Duplex: both ways at once");
    case "Paced":
      return t("Paced: at a rate, one way");
    case "Setup":
      return t("Setup: made, one message, torn down");
  }
  return pattern;
}

/** What a wait does, in words. */
export function waitWords(wait: string): string {
  switch (wait) {
    case "block":
      return t("sleeps until data comes");
    case "spin":
      return t("busy-waits, never sleeps");
    case "yield":
      return t("busy-waits, yields the CPU");
    case "hybrid":
      return t("busy-waits briefly, then sleeps");
    case "poll":
      return t("sleeps in epoll, then reads");
  }
  return "";
}

/** The waits, in reading order. */
export const waits = ["block", "spin", "yield", "hybrid", "poll"];

/** Where the ends are, in words. */
export function placeWords(place: string): string {
  switch (place) {
    case "cross":
      return t("on two cores");
    case "same":
      return t("on one CPU");
    case "smt":
      return t("on two threads of one core");
    case "numa":
      return t("on two NUMA nodes");
    case "":
      return t("not said");
  }
  return place;
}

/** How far apart the ends are, in words. */
export function scopeWords(scope: string): string {
  switch (scope) {
    case "process":
      return t("two processes");
    case "thread":
      return t("two threads of one process");
    case "host":
      return t("two hosts");
  }
  return scope;
}

/** The families of mechanisms, in words. */
export function familyWords(family: string): string {
  switch (family) {
    case "memory":
      return t("Shared memory");
    case "file":
      return t("Files");
    case "pipe":
      return t("Pipes and terminals");
    case "queue":
      return t("Message queues");
    case "socket":
      return t("Sockets");
    case "signal":
      return t("Bare notifications");
    case "rpc":
      return t("RPC and brokers");
    case "inproc":
      return t("Threads of one process");
    case "":
      return t("Others");
  }
  return family;
}

/** A need in words. */
export function needWords(need: string): string {
  switch (need) {
    case "no shared memory":
      return t("no shared memory");
    case "no files":
      return t("no files");
    case "no network":
      return t("no network");
    case "no RPC":
      return t("no RPC");
    case "no broker":
      return t("no broker");
    case "nothing special":
      return t("nothing special of the system");
  }
  return need;
}

/** What two containers share, in words. */
export function borderWords(border: string): string {
  switch (border) {
    case "a volume":
      return t("a volume");
    case "a network":
      return t("a network");
    case "the IPC namespace":
      return t("the IPC namespace");
    case "the PID namespace":
      return t("the PID namespace");
    case "nothing beside the kernel":
      return t("nothing beside the kernel");
  }
  return border;
}
