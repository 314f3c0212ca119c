package page

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ipcbench/report/internal/choose"
	"ipcbench/report/internal/resultfile"
)

// first is the mechanism and the wait that the page's answer has first.
const first = `[...document.querySelectorAll("#answer .ranking tbody tr:first-child .l")]
	.map(e => e.innerText).join(" ")`

// The page answers what the engine answers, whatever the controls say.
func TestTheControlsAskTheEngine(t *testing.T) {
	m := baseline(t)
	engine, err := choose.NewEngine(m.facts)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	b.open(onDisk(t, m.html), "")
	usual := choose.Question{Scope: "process", Place: "cross", Prefer: choose.ByP99}
	for _, c := range []struct {
		enter map[string]string // by the name of the control
		want  func(q *choose.Question)
	}{
		{map[string]string{"size": "64B", "rate": "20k"}, func(q *choose.Question) { q.Size, q.Rate = 64, 20_000 }},
		{map[string]string{"max-cores": "0.3"}, func(q *choose.Question) { q.MaxCores = 0.3 }},
		{map[string]string{"p99": "200us"}, func(q *choose.Question) { q.P99 = 200_000 }},
		{map[string]string{"relation": "any"}, func(q *choose.Question) { q.Relation = "any" }},
		{map[string]string{"prefer": "simplicity"}, func(q *choose.Question) { q.Prefer = choose.BySimplicity }},
		{map[string]string{"rate": "", "size": "1 KiB"}, func(q *choose.Question) { q.Rate, q.Size = 0, 1024 }},
		{map[string]string{"scope": "thread"}, func(q *choose.Question) { q.Scope = "thread" }},
	} {
		c.want(&usual)
		for name, value := range c.enter {
			b.enter(fmt.Sprintf(".ask [name=%s]", name), value)
		}
		answer, err := engine.Ask(usual)
		if err != nil {
			t.Fatal(err)
		}
		want := ""
		if len(answer.Fits) > 0 {
			want = answer.Fits[0].Mechanism + " " + answer.Fits[0].Wait
		}
		if got := eval[string](b, first); got != want {
			t.Errorf("after %v the first is %q, want %q", c.enter, got, want)
		}
	}
}

// A need that is chosen rules mechanisms out.
func TestNeedsRuleOut(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "#rate=&size=64")
	if got := eval[string](b, first); !strings.HasPrefix(got, "shm-") {
		t.Fatalf("without needs the first is %q", got)
	}
	b.run(chromedp.Click(`.ask input[value="no shared memory"]`))
	if got := eval[string](b, first); strings.HasPrefix(got, "shm-") || got == "" {
		t.Errorf("without shared memory the first is %q", got)
	}
}

// What cannot be read is said at its control and instead of an answer.
func TestTheControlsSayWhatTheyCannotRead(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "")
	b.enter(".ask [name=size]", "two")
	if got := b.text("#answer"); !strings.Contains(got, "2KiB") {
		t.Errorf("the answer is %q: no remedy", got)
	}
	if got := b.text("#fault-size"); !strings.Contains(got, "2KiB") {
		t.Errorf("beside the control is %q: no remedy", got)
	}
	if got := eval[string](b, `document.querySelector("[name=size]").getAttribute("aria-invalid")`); got != "true" {
		t.Errorf("aria-invalid is %q", got)
	}
	b.enter(".ask [name=size]", "2KiB")
	if got := b.text("#fault-size"); got != "" {
		t.Errorf("%q stands beside a size", got)
	}
}

// A number that is none for a computer either is said to be none.
func TestTheControlsTakeNoInfinity(t *testing.T) {
	b := newTab(t)
	for _, name := range []string{"size", "rate", "max-cores", "p99", "p50", "throughput", "max-copies", "largest"} {
		b.open(onDisk(t, baseline(t).html), "#"+name+"=1e400")
		if got := b.text("#fault-" + name); !strings.Contains(got, "such as") {
			t.Errorf("beside %s is %q: no remedy", name, got)
		}
		if n := eval[int](b, `document.querySelectorAll("#answer .ranking").length`); n > 0 {
			t.Errorf("%s of 1e400 has an answer", name)
		}
	}
}

// What an address asks for and there is not is left out of the question, and said to be.
func TestTheAnswerSaysWhatItLeavesOut(t *testing.T) {
	b := newTab(t)
	file := onDisk(t, baseline(t).html)
	b.open(file, "#size=64&rate=10k&scope=process&place=cross&prefer=cores")
	if n := eval[int](b, `document.querySelectorAll("#answer .fault").length`); n > 0 {
		t.Errorf("of a good address is said %q", b.text("#answer .fault"))
	}
	want := eval[string](b, first)
	for _, odd := range []string{
		"wait=spinn", "scope=moon", "place=numa", "relation=none", "needs=no mess", "machine=7", "containers=a cup",
	} {
		b.open(file, "#size=64&rate=10k&prefer=cores&"+strings.ReplaceAll(odd, " ", "%20"))
		if got := b.text("#answer .fault"); !strings.HasPrefix(got, odd+": ") {
			t.Errorf("of %s is said %q", odd, got)
		}
		if got := eval[string](b, first); got != want {
			t.Errorf("with %s the first is %q, and %q without", odd, got, want)
		}
	}
}

// Figures that are too low are not said to be so many times what is asked for, and CPUs are those that were asked for.
func TestMissesAreSaidAsTheyAre(t *testing.T) {
	b := newTab(t)
	file := onDisk(t, baseline(t).html)
	b.open(file, "#size=64&rate=&throughput=1e9")
	if got := b.text("#answer"); strings.Contains(got, "times what is asked for") ||
		!strings.Contains(got, "times as much is asked for") {
		t.Errorf("of streams that are too slow is said %.300q", got)
	}
	for rate, want := range map[string]string{"": "CPUs of both", "10k": "receiver's CPU"} {
		b.open(file, "#size=64&max-cores=0.001&rate="+rate)
		if got := b.text("#answer .why"); !strings.Contains(got, want) {
			t.Errorf("at the rate %q the CPUs are in %.200q", rate, got)
		}
	}
}

// A run of one sample of each claims no interval, and says that another may come first.
func TestOneSampleIsNoInterval(t *testing.T) {
	data, err := os.ReadFile(baselineFile)
	if err != nil {
		t.Fatal(err)
	}
	var once strings.Builder
	seen := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		name, _, _ := strings.Cut(line, " ")
		if !seen[name] || !strings.HasPrefix(name, "Benchmark") {
			once.WriteString(line)
		}
		seen[name] = true
	}
	m, err := pageOf(resultfile.FromReader("once.txt", strings.NewReader(once.String())))
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	b.open(onDisk(t, m.html), "")
	if got := b.text("#answer .verdict"); !strings.Contains(got, "one sample") {
		t.Errorf("the answer is %q", got)
	}
	if got := b.text("#answer .ranking tbody small"); !strings.Contains(got, "one") || strings.Contains(got, "–") {
		t.Errorf("below the first figure is %q", got)
	}
	whole := newTab(t)
	whole.open(onDisk(t, baseline(t).html), "")
	if got := whole.text("#answer .verdict"); strings.Contains(got, "one sample") {
		t.Errorf("of several samples is said %q", got)
	}
}

// Of ten mechanisms no two have the same colour, whichever they are.
func TestChartsTellMechanismsApart(t *testing.T) {
	b := newTab(t)
	file := onDisk(t, baseline(t).html)
	for _, mechs := range []string{
		"", "file-lock,go-chan,shm-ring,grpc,pipe,mq-posix,unix-stream,file-inotify,socketpair,tcp",
	} {
		fragment := "#show=block"
		if mechs != "" {
			fragment += "&mechs=" + mechs
		}
		b.open(file, fragment)
		colors := eval[[]string](b, `[...document.querySelectorAll('[data-chart="by-size"] .legend .glyph > *')]
			.map(e => getComputedStyle(e).fill)`)
		seen := map[string]bool{}
		for _, c := range colors {
			seen[c] = true
		}
		if len(colors) < 5 || len(seen) != len(colors) {
			t.Errorf("mechs=%s: %d colours of %d mechanisms: %v", mechs, len(seen), len(colors), colors)
		}
	}
}

// Without a choice the rows stand by mechanism, wait and size.
func TestTheTableIsInOrder(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "#pattern=Latency&filter=shm-slot%20block")
	sizes := eval[string](b, `[...document.querySelectorAll("#cells tbody tr")].map(r => r.children[3].innerText).join()`)
	if sizes != "64 B,1 KiB,4 KiB,64 KiB" {
		t.Errorf("the sizes are in the order %s", sizes)
	}
}

// The address that somebody has can be sent: whoever opens it sees the same.
func TestTheFragmentKeepsWhatWasChosen(t *testing.T) {
	file := onDisk(t, baseline(t).html)
	one := newTab(t)
	one.open(file, "")
	for name, value := range map[string]string{
		".ask [name=size]": "1KiB", ".ask [name=rate]": "", ".ask [name=p99]": "300us", ".ask [name=prefer]": "cores",
		".picker [name=figure]": "p99-ns", "#cells [name=pattern]": "Throughput", "#cells [name=filter]": "pipe",
	} {
		one.enter(name, value)
	}
	one.run(chromedp.Click(`.picker [name=show][value=spin]`),
		chromedp.Click(`#cells [data-sort="MB/s"]`))
	const shown = `["#answer", "#cells", "#charts"].map(s => document.querySelector(s).innerText).join("\n") +
		[...document.querySelectorAll("input, select")].map(e => e.type === "checkbox" ? e.checked : e.value)`
	other := newTab(t)
	other.open(file, eval[string](one, "location.hash"))
	if got, want := eval[string](other, shown), eval[string](one, shown); got != want {
		t.Errorf("the other sees\n%s\nand not\n%s", got, want)
	}
	// And whoever changes the fragment by hand sees that.
	other.run(chromedp.Evaluate[chromedp.Void](`location.hash = "#size=4KiB&rate="`),
		chromedp.Poll[chromedp.Void](`document.querySelector(".ask [name=size]").value === "4KiB"`))
}

// Somebody who points at a marker is told its figures and their interval.
func TestHoverTellsFigures(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "#mechs=pipe,tcp&show=block&figure=ns/op")
	const chart = `[data-chart="by-size"]`
	b.run(chromedp.ScrollIntoView(chart))
	at := eval[[]float64](b, `(() => {
		const r = document.querySelector('`+chart+` [data-layer=dot] path').getBoundingClientRect();
		return [r.x + r.width / 2, r.y + r.height / 2]; })()`)
	b.run(chromedp.MouseEvent(chromedp.MouseMoved, at[0]-1, at[1]-1),
		chromedp.MouseEvent(chromedp.MouseMoved, at[0], at[1]))
	shown := chromedp.Poll[string](`document.querySelector('` + chart + ` [aria-label=tip]').textContent`)
	tip, err := chromedp.Run(b.ctx, shown)
	if err != nil {
		t.Fatal("there is no tip: ", err)
	}
	tip = strings.TrimSpace(strings.ReplaceAll(tip, "\u200b", "\n")) // between lines
	for _, want := range []string{`^(pipe|tcp) block`, `B`, `[µm]s`, `–`, `95 % interval, \d+ samples`} {
		if !regexp.MustCompile(want).MatchString(tip) {
			t.Errorf("the tip %q has no %s", tip, want)
		}
	}
}

// The charts show what is picked.
func TestChartsShowWhatIsPicked(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "#mechs=pipe,tcp&show=block&figure=ns/op")
	lines := `document.querySelectorAll('[data-chart="by-size"] [data-layer=line] path').length`
	if got := eval[int](b, lines); got != 2 {
		t.Errorf("%d lines of two mechanisms", got)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`document.querySelector(".mechanisms").open = true`),
		chromedp.Click(`.picker [value="unix-stream"]`))
	if got := eval[int](b, lines); got != 3 {
		t.Errorf("%d lines of three mechanisms", got)
	}
	b.enter(".picker [name=figure]", "p99-ns")
	if got := b.text(`[data-chart="by-size"] figcaption`); !strings.Contains(got, "p99") {
		t.Errorf("the title is %q", got)
	}
	names := eval[string](b, `[...document.querySelectorAll("#charts figure")].map(f => f.dataset.chart).join()`)
	if names != "ranked,by-size,by-rate,cores,cpu,throughput" {
		t.Errorf("the charts are %s", names)
	}
	if n := eval[int](b, `document.querySelectorAll("#charts figure svg[role=img][aria-label]").length`); n != 6 {
		t.Errorf("%d charts have a name", n)
	}
}

// Rows are sorted by any column, both ways, and filtered by words.
func TestTheTableSortsAndFilters(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "#pattern=Latency")
	column := func(name string) []float64 {
		return eval[[]float64](b, fmt.Sprintf(`(() => {
			const at = [...document.querySelectorAll("#cells thead th")]
				.findIndex(h => h.querySelector('[data-sort="%s"]'));
			const unit = {ns: 1, µs: 1e3, ms: 1e6, s: 1e9};
			return [...document.querySelectorAll("#cells tbody tr")]
				.map(r => r.children[at].firstChild.textContent.split(" ")).filter(([v]) => v !== "—").map(([v, u]) => v * unit[u]); })()`, name))
	}
	for _, falling := range []bool{false, true} {
		b.run(chromedp.Click(`#cells [data-sort="ns/op"]`))
		got := column("ns/op")
		if falling {
			slices.Reverse(got)
		}
		// Figures are shown with as few digits as their intervals allow, so that a greater one may read a little less.
		sorted := slices.IsSortedFunc(got, func(a, b float64) int { return cmp.Compare(a, 0.9*b) })
		if len(got) < 20 || !sorted || slices.Max(got) < 2*slices.Min(got) {
			t.Errorf("falling %t: %v", falling, got)
		}
	}
	if got := eval[string](b, `document.activeElement.dataset.sort`); got != "ns/op" {
		t.Errorf("the focus is at %q after sorting", got)
	}
	b.enter("#cells [name=filter]", "Pipe spin")
	for _, row := range eval[[]string](b, `[...document.querySelectorAll("#cells tbody tr")].map(r => r.innerText)`) {
		if !strings.Contains(row, "pipe") || !strings.Contains(row, "spin") {
			t.Errorf("a row that has not both words: %q", row)
		}
	}
}

// The page speaks the language of its switch, or else that of the browser.
func TestTheLanguageSwitches(t *testing.T) {
	words := regexp.MustCompile(`(<script type="application/json" id="words">).*(</script>)`)
	html := words.ReplaceAll(baseline(t).html, []byte(`$1{"ko": {"Charts": "차트", "comes first.": "가 첫째입니다.",
		"Show all %s": "%[1]s개 모두 보기"}}$2`))
	file := onDisk(t, html)
	b := newTab(t)
	b.open(file, "")
	b.enter("[name=lang]", "ko")
	if got := b.text("#figures h2"); got != "차트" {
		t.Errorf("the heading is %q", got)
	}
	if got := b.text("#answer .verdict"); !strings.Contains(got, "첫째") {
		t.Errorf("the answer is %q", got)
	}
	if got := eval[string](b, "document.documentElement.lang"); got != "ko" {
		t.Errorf("the page says that it is in %q", got)
	}
	b.enter("[name=lang]", "en")
	if got := b.text("#figures h2"); got != "Charts" {
		t.Errorf("and back: the heading is %q", got)
	}
	korean := newTab(t)
	agent := eval[string](korean, "navigator.userAgent")
	command(korean, emulation.SetUserAgentOverride,
		emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: "ko-KR,ko"})
	korean.open(file, "")
	if got := korean.text("#figures h2"); got != "차트" {
		t.Errorf("in a Korean browser the heading is %q", got)
	}
}

// Tables, verdicts and lists are in the language of the switch too, with the same numbers; without a script they are in
// English.
func TestTablesSpeakTheLanguage(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "")
	hangul := regexp.MustCompile(`\p{Hangul}`)
	parts := map[string]string{
		"title": "document.title", "heading": "document.querySelector('details.folded h3').textContent",
		"legend": "document.querySelector('details.folded h3 + p').textContent",
		"head":   "document.querySelector('details.folded th[scope=col]').textContent",
		"claims": "document.querySelector('#claims ~ section, [id^=claims] summary').textContent",
		"term":   "document.querySelector('dl.how dd').textContent",
		"trait":  "[...document.querySelectorAll('details.folded td')].map(td => td.textContent).join()",
	}
	b.enter("[name=lang]", "en")
	english := map[string]string{}
	for name, script := range parts {
		if english[name] = eval[string](b, script); hangul.MatchString(english[name]) {
			t.Errorf("the %s in English: %q", name, english[name])
		}
	}
	b.enter("[name=lang]", "ko")
	for name, script := range parts {
		if got := eval[string](b, script); !hangul.MatchString(got) {
			t.Errorf("the %s in Korean: %.200q", name, got)
		}
	}
	b.enter("[name=lang]", "en")
	for name, script := range parts {
		if got := eval[string](b, script); got != english[name] {
			t.Errorf("the %s back in English: %.200q, before %.200q", name, got, english[name])
		}
	}
}

// The switch turns the page dark whatever the system has.
func TestTheThemeSwitches(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "")
	const ground = `getComputedStyle(document.body).backgroundColor`
	before := eval[string](b, ground)
	b.run(chromedp.Click("#theme"))
	if after := eval[string](b, ground); after == before {
		t.Errorf("the ground stays %s", after)
	}
	b.run(chromedp.Click("#theme"))
	if after := eval[string](b, ground); after != before {
		t.Errorf("the ground is %s, and was %s", after, before)
	}
	b.run(chromedp.Evaluate[chromedp.Void](`localStorage.removeItem("ipcbench-theme")`))
}

// Without a script the page has its pictures and tables, and no control that does nothing.
func TestThePageNeedsNoScript(t *testing.T) {
	script := regexp.MustCompile(`(?s)<script>.*</script>`)
	html := script.ReplaceAll(baseline(t).html, nil)
	if len(html) == len(baseline(t).html) {
		t.Fatal("the page has no script")
	}
	b := newTab(t)
	b.run(chromedp.Navigate("file://" + onDisk(t, html)))
	for selector, seen := range map[string]bool{"figure svg": true, "table": true, "#how": true, "#app": false} {
		if got := eval[bool](b, `document.querySelector("`+selector+`").checkVisibility()`); got != seen {
			t.Errorf("%s is seen: %t", selector, got)
		}
	}
	const controls = `[...document.querySelectorAll("button, input, select")].filter(e => e.checkVisibility()).length`
	if n := eval[int](b, controls); n > 0 {
		t.Errorf("%d controls are seen", n)
	}
}

// With the keyboard alone one gets to every control of the question, to the table and to each fold.
func TestTheKeyboardReachesEverything(t *testing.T) {
	b := newTab(t)
	b.open(onDisk(t, baseline(t).html), "")
	const focus = `(() => { const e = document.activeElement;
		return e.name || e.id || e.dataset.sort || e.getAttribute("aria-label") || e.innerText; })()`
	seen := map[string]bool{}
	for range 120 {
		b.run(chromedp.KeyEvent("\t"))
		seen[eval[string](b, focus)] = true
	}
	for _, want := range []string{
		"lang", "theme", "size", "rate", "max-cores", "p99", "relation", "scope", "prefer", "needs", "figure", "show",
		"Mechanisms", "pattern", "filter", "ns/op", "What fits",
	} {
		if !seen[want] {
			t.Errorf("Tab does not reach %s", want)
		}
	}
}

// A page that is sent must not be too large: 1.5 MB for a default run, 4 MB for ten machines.
func TestThePageIsSmall(t *testing.T) {
	n := len(baseline(t).html)
	t.Logf("%d bytes", n)
	if n > 1_500_000 {
		t.Errorf("the page of the baseline has %d bytes", n)
	}
}

// Of several machines each can be asked, and all be seen beside each other.
func TestTenMachinesAreStillUsable(t *testing.T) {
	const machines, cells = 10, 500
	m, err := pageOf(resultfile.FromReader("fleet.txt", strings.NewReader(fleetText(t, machines, cells))))
	if err != nil {
		t.Fatal(err)
	}
	n := len(m.html)
	t.Logf("%d bytes for %d machines of %d cells each", n, len(m.facts.Machines), len(m.facts.Machines[0].Cells))
	if n > 4_000_000 {
		t.Errorf("the page of %d machines with %d cells each has %d bytes", machines, cells, n)
	}
	if len(m.facts.Machines) != machines {
		t.Fatalf("%d machines", len(m.facts.Machines))
	}
	b := newTab(t)
	b.open(onDisk(t, m.html), "")
	b.enter(".ask [name=machine]", "7")
	if got := eval[string](b, first); got == "" {
		t.Error("machine 7 has no answer")
	}
	b.run(chromedp.Click(".picker [name=side]"))
	if n := eval[int](b, `document.querySelectorAll('#charts [data-chart="by-size"]').length`); n != machines {
		t.Errorf("%d charts of %d machines", n, machines)
	}
	if n := eval[int](b, `document.querySelectorAll("#machines thead th").length`); n != machines+1 {
		t.Errorf("%d columns for %d machines", n, machines)
	}
}

// fleetText are the first cells of the baseline, as of several machines.
func fleetText(t testing.TB, machines, cells int) string {
	t.Helper()
	data, err := os.ReadFile(baselineFile)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	seen := map[string]bool{}
	kept := strings.Builder{}
	for line := range strings.Lines(string(data)) {
		if name, _, _ := strings.Cut(line, " "); strings.HasPrefix(name, "Benchmark") {
			if !seen[name] && len(seen) == cells {
				continue
			}
			seen[name] = true
		}
		kept.WriteString(line)
	}
	cpu := regexp.MustCompile(`(?m)^cpu: .*$`)
	for i := range machines {
		b.WriteString(cpu.ReplaceAllString(kept.String(), fmt.Sprintf("cpu: Machine %d", i+1)))
	}
	return b.String()
}

// What a file says is text on the page, in its controls, table and tips too.
func TestTextOfFilesIsTextForTheScript(t *testing.T) {
	data, err := os.ReadFile("../../testdata/bad/escape.txt")
	if err != nil {
		t.Fatal(err)
	}
	m, err := pageOf(resultfile.FromReader("<img src=x>", bytes.NewReader(data)))
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t)
	b.open(onDisk(t, m.html), "")
	if n := eval[int](b, `document.querySelectorAll("img, body script:not([id]), #cells b").length`); n != 1 {
		t.Errorf("%d elements of the file, or none of the page's own script", n-1)
	}
}

// Whatever was measured, the page's script gets along with it.
func TestThePageShowsAnyResults(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	b := newTab(t)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := pageOf(resultfile.FromReader(file, bytes.NewReader(data)))
		if err != nil {
			t.Fatal(err)
		}
		b.open(onDisk(t, m.html), "")
		if len(m.facts.Machines) > 0 && b.text("#answer") == "" {
			t.Errorf("%s: no answer", file)
		}
	}
}

// BenchmarkInteractive is how long the browser takes from the navigation until the page answers.
func BenchmarkInteractive(b *testing.B) {
	file := onDisk(b, baseline(b).html)
	one := newTab(b)
	for b.Loop() {
		one.open(file, "")
	}
	b.ReportMetric(eval[float64](one, `Number(document.documentElement.dataset.ready)`), "ms-until-ready")
}
