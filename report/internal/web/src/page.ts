/** The page with a script: the question first, charts and a table that one can use, and the rest folded. */

import { question } from "./asking";
import * as answer from "./answer";
import * as cells from "./cells";
import * as charts from "./charts";
import { byId, fill, h, packed, select } from "./dom";
import { Answer, ask } from "./engine";
import { Facts } from "./facts";
import { form } from "./form";
import * as fragment from "./fragment";
import { tellApart } from "./looks";
import * as machines from "./machines";
import { picked, picker } from "./picker";
import { Question } from "./question";
import * as theme from "./theme";
import { languages, preferred, speak, t, translate } from "./words";

/** Shows the facts: makes the page's controls, and what they control. */
function start(facts: Facts): void {
  let answered: Answer | undefined;

  const answerAnew = () => {
    const { question: q, unread } = question(facts);
    answered = answer.show(byId("answer"), facts, q, unread);
  };

  const drawAnew = () => {
    const now = picked(facts);
    tellApart(now.mechanisms);
    charts.show(byId("charts"), facts, now);
    machines.show(byId("machines"), facts, now);
  };

  /** Makes everything anew: in another language, for another machine, or as another fragment says. */
  const all = () => {
    speak(preferred(fragment.get("lang") ?? ""));
    translate();
    const chooseLanguage = (v: string) => {
      fragment.set("lang", v);
      all();
    };
    fill(
      byId("switches"),
      select(t("Language"), "lang", languages, document.documentElement.lang, chooseLanguage),
      h("button", { type: "button", class: "plain", id: "theme", click: theme.toggle }, t("Light or dark")),
    );
    fill(byId("controls"), form(facts, answerAnew, all));
    answerAnew();
    const answerNow = () => answered;
    fill(byId("picker"), picker(facts, answerNow, drawAnew));
    drawAnew();
    cells.show(byId("cells"), facts);
  };

  byId("app").hidden = false;
  all();
  fragment.onForeign(all);
  let width = innerWidth;
  window.addEventListener("resize", () => {
    if (innerWidth !== width) {
      width = innerWidth;
      charts.redraw(byId("charts"));
    }
  });
}

/** Folds the pictures and tables of the page without a script, but not on paper: what is above has what is in them. */
function fold(): void {
  const folded = document.querySelectorAll<HTMLDetailsElement>("details.folded");
  folded.forEach((d) => (d.open = false));
  window.addEventListener("beforeprint", () => folded.forEach((d) => (d.open = true)));
}

/** Links within the page go there without a change of the address, whose fragment is the reader's choice. */
function links(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) {
      link.parentElement!.hidden = true;
      continue;
    }
    link.addEventListener("click", (event) => {
      event.preventDefault();
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
      target.scrollIntoView();
    });
  }
}

/** Goes to the place on the page that the address names, which has moved since. */
function arrive(): void {
  const name = location.hash.slice(1);
  const target = name.includes("=") ? null : document.getElementById(name);
  const fold = target?.closest<HTMLDetailsElement>("details.folded");
  if (fold) {
    fold.open = true;
  }
  target?.scrollIntoView();
}

declare global {
  interface Window {
    /** For programs: what report choose answers, from the facts of the page. */
    ipcbench?: { ask: (q: Question) => Answer };
  }
}

theme.apply();
// A browser that is too old to unpack the facts shows the page as it is without a script.
if (typeof DecompressionStream !== "undefined") {
  void packed<Facts>("facts").then((facts) => {
    if (facts.machines.length > 0) {
      start(facts);
      window.ipcbench = { ask: (q) => ask(facts, q) };
      fold();
      links();
      arrive();
    }
    // In ms since the page was asked for; tests and the benchmark wait for it.
    document.documentElement.dataset.ready = performance.now().toFixed(0);
  });
}
