package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"ipcbench/report/internal/knees"
)

// curvesOf are the results of some mechanisms that block, at every power of two from 8 B to 4 MiB. From 4 KiB on a byte
// costs five times as much.
func curvesOf(mechs, rounds int, waits ...string) string {
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	b.WriteString("page-size: 4096\npipe-buf: 4096\npipe-capacity: 65536\nl1d: 32768\nl3: 33554432\nsend-buffer: " +
		"212992\n")
	for i := range mechs {
		fmt.Fprintf(&b, "# mechanism {\"name\":\"m-%d\",\"family\":\"pipe\"}\n", i)
	}
	for round := range rounds {
		fmt.Fprintf(&b, "# round %d/%d\n", round+1, rounds)
		for i := range mechs {
			for _, wait := range waits {
				for size := 8.0; size <= 4<<20; size *= 2 {
					law := 15000 + 0.4*size + 1.7*max(0, size-4096)
					ns := law * (1 + 0.5*float64(i)) * math.Exp(0.03*r.NormFloat64())
					fmt.Fprintf(&b, "BenchmarkLatency/mech=m-%d/wait=%s/place=cross/size=%.0f-2 1000 %.1f ns/op\n",
						i, wait, size, ns)
				}
			}
		}
	}
	return b.String()
}

// A chart of curves has guides where the machine has something of a size, for the families that it shows only, and
// names the knees by them.
func TestCurvesHaveGuidesAndKnees(t *testing.T) {
	text := svgText(t, chartOf(t, setOf(t, curvesOf(2, 6, "block", "spin")), "latency"))
	for says, times := range map[string]int{
		"page, PIPE_BUF 4 KiB\n": 6, // a guide and two knees in each of two pictures
		"pipe capacity 64 KiB\n": 2, "L1d 32 KiB\n": 2, "L3": 0, "send buffer": 0, "Rings: knees": 1,
		"\n16 B\n": 2, "\n8 B\n": 0, "\n4 MiB\n": 2,
	} {
		if n := strings.Count(text, says); n != times {
			t.Errorf("%q is written %d times, want %d, in\n%s", says, n, times, text)
		}
	}
}

// Of many knees only the rings are drawn; with too few samples none are, and the chart says so.
func TestKneesAreNamedWhereThereIsRoom(t *testing.T) {
	many := chartOf(t, setOf(t, curvesOf(mostNamed+1, 6, "block")), "latency")
	if n := strings.Count(svgText(t, many), "page, PIPE_BUF 4 KiB"); n != 1 {
		t.Errorf("of %d knees: named %d times, want the guide only", mostNamed+1, n)
	}
	few := svgText(t, chartOf(t, setOf(t, curvesOf(1, 2, "block")), "latency"))
	if strings.Count(few, "page, PIPE_BUF 4 KiB") != 1 || !strings.Contains(few, "they need 3 samples") {
		t.Errorf("of two samples:\n%s", few)
	}
}

// Knees of one name whose rings touch have the name once.
func TestKneesAtOnePlaceAreNamedOnce(t *testing.T) {
	one := strings.ReplaceAll(curvesOf(1, 6, "block"), "m-0", "other")
	_, lines, _ := strings.Cut(one, "send-buffer: 212992\n")
	text := svgText(t, chartOf(t, setOf(t, curvesOf(1, 6, "block")+lines), "latency"))
	if n := strings.Count(text, "page, PIPE_BUF 4 KiB"); n != 2 {
		t.Errorf("%d names, want that of the guide and one for both knees:\n%s", n, text)
	}
}

// Names of guides do not overlap, and no guide crosses the name of another.
func TestGuidesAreKeptApart(t *testing.T) {
	xs := span{6, 6 << 20}
	const width = 700
	var all []knees.Boundary
	for i, size := range []int64{1, 64, 4096, 8192, 16384, 16400, 65536, 131072, 212992, 1 << 19, 1 << 30} {
		all = append(all, knees.Boundary{Size: size, Titles: []string{"a name of something", fmt.Sprint(i)}})
	}
	guides := guidesOf(all, xs, width)
	if len(guides) != len(all)-2 {
		t.Errorf("%d guides, want those in the range", len(guides))
	}
	at := func(g guide) vg.Length { return width * vg.Length(math.Log(g.size/xs.lo)/math.Log(xs.hi/xs.lo)) }
	for i, g := range guides {
		for _, right := range guides[i+1:] {
			if right.tier >= g.tier && at(right) < at(g)+3+guideNames.Width(g.name) {
				t.Errorf("%q (%d) reaches the guide of %q (%d)", g.name, g.tier, right.name, right.tier)
			}
		}
	}
}

// Boundaries that a file does not have, or that cannot be, draw no guides.
func TestFalseBoundariesAreIgnored(t *testing.T) {
	for _, lines := range []string{"", "page-size: x\nl1d: -5\nl2: 0\nl3: 99999999999999999999\n"} {
		_, results, _ := strings.Cut(curvesOf(1, 3, "block"), "send-buffer: 212992\n")
		text := svgText(t, chartOf(t, setOf(t, lines+results), "latency"))
		if strings.Contains(text, "Dashed") || !strings.Contains(text, knees.Unknown) {
			t.Errorf("%q:\n%s", lines, text)
		}
	}
}
