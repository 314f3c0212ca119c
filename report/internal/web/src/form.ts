/** The controls of the question. */

import { Field, fields, machineOf, oneOf, places, preferences, scopes, shareable, stateOf, textOf } from "./asking";
import { Choice, checks, h, select } from "./dom";
import { Facts } from "./facts";
import * as fragment from "./fragment";
import { needs } from "./traits";
import { borderWords, needWords, placeWords, scopeWords, waits } from "./units";
import { t } from "./words";

/** A preference in words. */
function preferWords(preference: string): string {
  switch (preference) {
    case "p99":
      return t("the shortest waiting (p99)");
    case "cores":
      return t("the least CPU");
    case "throughput":
      return t("the most throughput");
    case "simplicity":
      return t("the simplest to use");
  }
  return preference;
}

/** The controls; changed is called after each change, all when the controls themselves must be made anew. */
export function form(facts: Facts, changed: () => void, all: () => void): HTMLElement {
  const machine = facts.machines[machineOf(facts)];
  const choose = (name: string) => (value: string) => {
    fragment.set(name, value || undefined);
    changed();
  };
  const any: Choice = ["", t("any")];
  const one = (label: string, name: string, choices: Choice[], value = fragment.get(name) ?? "") =>
    select(label, name, choices, value, choose(name));
  const many = (label: string, name: string, choices: Choice[]) =>
    checks(label, name, choices, fragment.list(name) ?? [], (v) => choose(name)(v.join(",")));
  const place = places(machine);
  const scope = scopes(machine);
  const box = (f: Field) => quantityBox(f, textOf(machine, f.name), changed);
  const again = (name: string) => (value: string) => {
    fragment.set(name, value);
    all();
  };
  const containers = shareable(facts);
  const more = [
    "p50",
    "throughput",
    "max-copies",
    "largest",
    "direction",
    "provider",
    "messages",
    "wait",
    "containers",
  ];
  return h(
    "form",
    { class: "ask", "aria-label": t("The load"), submit: (e) => e.preventDefault() },
    facts.machines.length > 1 &&
      select(
        t("Machine"),
        "machine",
        facts.machines.map((m, i): Choice => [String(i + 1), `${i + 1}: ${m.name || t("not named")}`]),
        String(machineOf(facts) + 1),
        again("machine"),
      ),
    ...fields.filter((f) => f.main).map(box),
    one(t("Who opens it"), "relation", [any, ["any", t("any process, by a name")]]),
    one(
      t("Between"),
      "scope",
      scope.map((s): Choice => [s, scopeWords(s)]),
      oneOf("scope", scope),
    ),
    place.length > 1 &&
      one(
        t("Where the ends run"),
        "place",
        place.map((p): Choice => [p, placeWords(p)]),
        oneOf("place", place),
      ),
    one(
      t("Prefer"),
      "prefer",
      preferences.map((p): Choice => [p, preferWords(p)]),
      oneOf("prefer", preferences),
    ),
    many(
      t("Needs"),
      "needs",
      Object.keys(needs).map((n): Choice => [n, needWords(n)]),
    ),
    machine.states.length > 1 &&
      select(
        t("State of the machine"),
        "state",
        machine.states.map((s): Choice => [s, s]),
        stateOf(machine),
        again("state"),
      ),
    h(
      "details",
      { class: "more", open: more.some((name) => fragment.get(name) !== undefined) },
      h("summary", {}, t("More bounds")),
      ...fields.filter((f) => !f.main).map(box),
      one(t("One channel carries"), "direction", [
        any,
        ["half-duplex", t("both ways, in turn")],
        ["duplex", t("both ways at once")],
      ]),
      one(t("Provided by"), "provider", [any, ["os", t("the operating system")], ["user", t("the program")]]),
      one(t("Boundaries of messages"), "messages", [
        any,
        ["messages", t("kept")],
        ["stream", t("a stream of bytes")],
        ["number", t("a number only")],
      ]),
      many(
        t("How an end waits"),
        "wait",
        waits.map((w): Choice => [w, w]),
      ),
      containers.length > 0 &&
        many(
          t("Between two containers that share"),
          "containers",
          containers.map((c): Choice => [c, borderWords(c)]),
        ),
    ),
    h(
      "button",
      {
        type: "button",
        class: "plain",
        click: () => {
          for (const name of [...fields.map((f) => f.name), "relation", "scope", "place", "prefer", "needs", ...more]) {
            fragment.set(name, undefined);
          }
          all();
        },
      },
      t("Start again"),
    ),
  );
}

/** A box for a quantity, with a word below it where it cannot be read. */
function quantityBox(f: Field, text: string, changed: () => void): HTMLElement {
  const id = `fault-${f.name}`;
  const fault = h("span", { class: "fault", id, role: "status" });
  const input = h("input", {
    name: f.name,
    value: text,
    placeholder: f.hint,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": id,
    input: () => {
      fragment.set(f.name, input.value);
      check();
      changed();
    },
  });
  const check = () => {
    const ok = input.value.trim() === "" ? f.name !== "size" : f.read(input.value) !== undefined;
    input.setAttribute("aria-invalid", String(!ok));
    fault.textContent = ok ? "" : f.remedy();
  };
  check();
  return h("label", { class: "field" }, h("span", {}, f.label()), input, fault);
}
