package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/color"
	"image/png"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/fleet"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

func read(t *testing.T, names ...string) *results.Set {
	t.Helper()
	var inputs []resultfile.Input
	for _, n := range names {
		inputs = append(inputs, resultfile.FromFile("../../testdata/"+n))
	}
	return results.Read(inputs)
}

// every calls f with every chart of the full, the sparse and the single-cell data.
func every(t *testing.T, f func(t *testing.T, c Chart)) {
	for name, want := range map[string]struct{ drawn, left int }{
		"one.txt": {4, 0}, "other-machine.txt": {4, 0}, "paced.txt": {3, 4}, // it has no round trips
		"single.txt": {2, 1}, // one size, of Latency
	} {
		set := read(t, name)
		charts, undrawn := All(set.Machines[0], set.Order(), set.Families(), "")
		if len(charts) != want.drawn || len(undrawn) != want.left {
			t.Fatalf("%s: %d charts, left out: %v", name, len(charts), undrawn)
		}
		for _, c := range charts {
			t.Run(name+"/"+c.Name, func(t *testing.T) { f(t, c) })
		}
	}
	for _, c := range sideBySide(t) {
		t.Run(c.Name, func(t *testing.T) { f(t, c) })
	}
}

// sideBySide are the charts that set two machines, and many, side by side.
func sideBySide(t *testing.T) (charts []Chart) {
	t.Helper()
	var many []resultfile.Input
	text, err := os.ReadFile("../../testdata/other-machine.txt")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		many = append(many, resultfile.FromReader("f", strings.NewReader(fmt.Sprintf("host: h%d\n%s", i, text))))
	}
	for _, set := range []*results.Set{read(t, "one.txt", "other-machine.txt"), results.Read(many)} {
		for _, side := range fleet.Sides(fleet.Members(set, false)) {
			charts = append(charts, Machines(side))
		}
	}
	if len(charts) != 4 {
		t.Fatalf("%d charts", len(charts))
	}
	return charts
}

func TestPNGHasItsSizeAndEverySeriesColour(t *testing.T) {
	every(t, func(t *testing.T, c Chart) {
		data, err := c.PNG()
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		w, h := c.Pixels()
		if b := img.Bounds(); b.Dx() != w || b.Dy() != h || w < 1800 || h < 1100 {
			t.Errorf("%d×%d pixels, want %d×%d, at least 1800×1100", b.Dx(), b.Dy(), w, h)
		}
		count := map[color.RGBA]int{}
		for y := range img.Bounds().Dy() {
			for x := range img.Bounds().Dx() {
				count[color.RGBAModel.Convert(img.At(x, y)).(color.RGBA)]++
			}
		}
		for _, s := range c.Series {
			if count[s.Color] < 20 {
				t.Errorf("colour %v: %d pixels", s.Color, count[s.Color])
			}
		}
		if count[ink] < 100 {
			t.Errorf("only %d pixels of text", count[ink])
		}
	})
}

// svgText is what is written in a chart, each text on a line.
func svgText(t *testing.T, c Chart) string {
	t.Helper()
	data, err := c.SVG()
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return "\n" + text.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if chars, ok := token.(xml.CharData); ok && len(bytes.TrimSpace(chars)) > 0 {
			text.WriteString(string(chars) + "\n")
		}
	}
}

func TestSVGIsWellFormedAndNamesEverySeries(t *testing.T) {
	every(t, func(t *testing.T, c Chart) {
		text := svgText(t, c)
		if len(c.Labels) == 0 {
			t.Error("no labels")
		}
		for _, l := range append(c.Labels, c.Title, "µs") {
			if !strings.Contains(text, l) && !(l == "µs" && slices.Contains([]string{"throughput",
				"side-by-side-throughput", "paced-cores"}, c.Name)) {
				t.Errorf("%q is not written in the chart", l)
			}
		}
		if inline, err := new(Inliner).SVG(c); err != nil || !strings.HasPrefix(inline, "<svg ") {
			t.Errorf("inline SVG: %.40q, %v", inline, err)
		}
	})
}

// A chart of what was measured between two hosts says so, and what the other one is.
func TestChartsBetweenHostsSaySo(t *testing.T) {
	set := read(t, "hosts.txt")
	if len(set.Machines) != 2 {
		t.Fatal(len(set.Machines))
	}
	for i, m := range set.Machines {
		charts, _ := All(m, set.Order(), set.Families(), "")
		if len(charts) != 4 {
			t.Errorf("%d charts", len(charts))
		}
		for _, c := range charts {
			text := svgText(t, c)
			for _, want := range []string{", between hosts", "End B on another host: a network namespace",
				"tcp · host"} {
				if strings.Contains(text, want) != (i == 1) {
					t.Errorf("%s of machine %d: %q in\n%s", c.Name, i, want, text)
				}
			}
		}
	}
}

// Of few machines the chart names each; of many it says how many they are.
func TestChartsSideBySideNameTheMachines(t *testing.T) {
	charts := sideBySide(t)
	for i, want := range [][]string{
		{"machine 1", "machine 2", "shm-slot · spin"}, {"machine 1", "machine 2"},
		{"How 12 machines", "shm-slot · spin", "67.3 ns"}, {"How 12 machines"},
	} {
		text := svgText(t, charts[i])
		for _, word := range want {
			if !strings.Contains(text, word) {
				t.Errorf("%s: no %q in\n%s", charts[i].Name, word, text)
			}
		}
	}
}

func TestChartsWithoutDataAreLeftOutWithTheReason(t *testing.T) {
	set := read(t, "single.txt")
	_, undrawn := All(set.Machines[0], set.Order(), set.Families(), "-machine-1")
	if len(undrawn) != 1 || undrawn[0] != "throughput-machine-1: no Throughput results" {
		t.Errorf("left out: %q", undrawn)
	}
}

// More mechanisms than one picture holds are drawn family by family, each of them once more if it is the best of its
// own.
func TestACrowdIsDrawnByFamily(t *testing.T) {
	var text strings.Builder
	families := []string{"memory", "socket", "rpc"}
	for i := range 3 * crowd {
		family := families[i%3]
		fmt.Fprintf(&text, "# mechanism {\"name\":\"m-%d\",\"family\":%q}\n", i, family)
		for _, wait := range []string{"block", "spin"} {
			if family == "rpc" && wait == "spin" {
				continue
			}
			for _, size := range []int{64, 65536} {
				fmt.Fprintf(&text, "BenchmarkLatency/mech=m-%d/wait=%s/place=cross/size=%d-2 1000 %d ns/op %d "+
					"p50-ns %d p99-ns %d cpu-ns/op\n", i, wait, size, 1000*(i+1), 1000*(i+1), 2000*(i+1), 1500*(i+1))
			}
		}
	}
	set := results.Read([]resultfile.Input{resultfile.FromReader("crowd", strings.NewReader(text.String()))})
	charts, _ := All(set.Machines[0], set.Order(), set.Families(), "")
	if len(charts) != 3 {
		t.Fatalf("%d charts", len(charts))
	}
	for _, c := range charts {
		svg, err := c.SVG()
		if err != nil {
			t.Fatal(err)
		}
		for i := range 3 * crowd {
			if !bytes.Contains(svg, fmt.Appendf(nil, ">m-%d", i)) {
				t.Errorf("%s does not name m-%d", c.Name, i)
			}
		}
		if c.Name == "ranked" {
			continue
		}
		for _, title := range []string{"Shared memory", "Sockets", "RPC and brokers"} {
			if !bytes.Contains(svg, []byte(title)) {
				t.Errorf("%s has no picture of %s", c.Name, title)
			}
		}
		if c.Name == "latency" {
			// The quickest of each family, twice where it also spins, and once more each in the row of the best.
			for mech, times := range map[string]int{"m-0": 4, "m-1": 4, "m-2": 2, "m-3": 2} {
				if n := bytes.Count(svg, []byte(">"+mech+"<")); n != times {
					t.Errorf("%s is named %d times, want %d", mech, n, times)
				}
			}
			if bytes.Contains(svg, []byte("RPC and brokers · wait=spin")) {
				t.Error("an empty picture of RPC systems that spin")
			}
		}
	}
}

func TestNoTwoOfAHundredMechanismsLookAlike(t *testing.T) {
	seen := map[Style]int{}
	for i := range 100 {
		if j, ok := seen[styleAt(i)]; ok {
			t.Fatalf("mechanisms %d and %d look alike", j, i)
		}
		seen[styleAt(i)] = i
	}
	for i := range palette {
		for j := range i {
			if styleAt(i).Shape == styleAt(j).Shape {
				t.Errorf("of the first ten, %d and %d share a marker", i, j)
			}
		}
	}
}

func TestColourStaysWhenAnotherMachineMeasuresLess(t *testing.T) {
	both := read(t, "one.txt", "other-machine.txt")
	s := styles{both.Order()}
	if s.of("tcp") != (styles{read(t, "one.txt").Order()}).of("tcp") {
		t.Error("tcp changes its look")
	}
}

func TestTicksAreRoundNumbersWithUnits(t *testing.T) {
	var labels []string
	for _, tick := range (decades{timeLabel}).Ticks(2e-7, 2e-3) {
		if tick.Label != "" {
			labels = append(labels, tick.Label)
		}
	}
	if got := strings.Join(labels, ","); got != "1 µs,10 µs,100 µs,1 ms" {
		t.Error(got)
	}
}

// Of one size no curve over sizes is drawn, and nothing is said of it; the ranking has the figures.
func TestOneSizeHasNoCurveOverSizes(t *testing.T) {
	single, err := os.ReadFile("../../testdata/single.txt")
	if err != nil {
		t.Fatal(err)
	}
	const bell = "BenchmarkLatency/mech=bell/wait=block/place=cross/size=8-2 1000 900 ns/op 900 p50-ns\n"
	for _, more := range []string{"", bell} { // a notification has a size of its own
		set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(string(single)+more))})
		charts, undrawn := All(set.Machines[0], set.Order(), set.Families(), "")
		var names []string
		for _, c := range charts {
			names = append(names, c.Name)
		}
		if !slices.Equal(names, []string{"ranked", "cpu-cost"}) || strings.Contains(fmt.Sprint(undrawn), "latency:") {
			t.Errorf("drawn: %v, left out: %v", names, undrawn)
		}
	}
}
