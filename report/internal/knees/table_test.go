package knees

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// measured are the results of one mechanism by the benchmark's name up to its size, in some rounds.
func measured(name string, rounds int, sampled func(size float64) float64) string {
	var b strings.Builder
	for range rounds {
		for size := 8.0; size <= 4<<20; size *= 2 {
			fmt.Fprintf(&b, "Benchmark%s/size=%.0f-2 1000 %.3f ns/op", name, size, 1e9*sampled(size))
			if strings.HasPrefix(name, "Throughput") {
				fmt.Fprintf(&b, " %.2f MB/s", size/sampled(size)/1e6)
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func setOf(text string) *results.Set {
	return results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(text))})
}

// The table has a row for each knee, with what a byte costs and what is near.
func TestTableOfKnees(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	noisy := func(law func(n float64) float64) func(float64) float64 {
		return func(n float64) float64 { return law(n) * math.Exp(0.01*r.NormFloat64()) }
	}
	page := noisy(func(n float64) float64 { return 2e-6 + 0.4e-9*n + 1.7e-9*max(0, n-4096) })
	text := "page-size: 4096\npipe-buf: 4096\nmq-message: 8192\n" +
		"# mechanism {\"name\":\"pipe\",\"family\":\"pipe\"}\n# mechanism {\"name\":\"tcp\",\"family\":\"socket\"}\n" +
		measured("Latency/mech=pipe/wait=block/place=cross", 6, page) +
		measured("Latency/mech=tcp/wait=block/place=cross", 6, page) +
		measured("Latency/mech=straight/wait=block/place=cross", 6, noisy(laws["fixed and bytes"])) +
		measured("Latency/mech=few/wait=block/place=cross", 2, page) +
		measured("Throughput/mech=pipe/wait=spin/place=cross", 6,
			noisy(func(n float64) float64 { return 1e-6 + 1e-9*n - 0.8e-9*max(0, n-1<<19) }))
	set := setOf(text)
	tab, ok := Table(english, set.Machines[0], set.Families())
	if !ok {
		t.Fatal("no table")
	}
	var rows []string
	for _, row := range tab.Rows {
		rows = append(rows, strings.Join(append(slices.Clone(row.Keys), row.Cells[1]...), "|"))
	}
	want := []string{
		"pipe|block|Latency|4 KiB|page, PIPE_BUF 4 KiB", "tcp|block|Latency|4 KiB|page 4 KiB",
		"pipe|spin|Throughput|512 KiB|no boundary known",
	}
	if !slices.Equal(rows, want) {
		t.Errorf("%q, want %q", rows, want)
	}
	for _, c := range tab.Rows[0].Cells[0] {
		if !strings.HasSuffix(c, "s") {
			t.Errorf("%q has no unit", c)
		}
	}
	if _, ok := Table(english, setOf(measured("Latency/mech=x/wait=block/place=cross", 6,
		noisy(laws["level"]))).Machines[0], nil); ok {
		t.Error("a table without a knee")
	}
}

// A knee is named by the nearest boundary within a factor of two; boundaries of one size are one.
func TestKneesAreNamedByWhatIsNear(t *testing.T) {
	boundaries := []Boundary{
		{4096, []string{"page", "PIPE_BUF"}}, {212992, []string{"send buffer"}}, {512 << 10, []string{"L2"}},
	}
	for size, want := range map[float64]string{
		4096: "page, PIPE_BUF 4 KiB", 2048: "page, PIPE_BUF 4 KiB", 8192: "page, PIPE_BUF 4 KiB", 1024: Unknown,
		16384: Unknown, 128 << 10: "send buffer 208 KiB", 256 << 10: "send buffer 208 KiB", 512 << 10: "L2 512 KiB",
		1 << 20: "L2 512 KiB", 2 << 20: Unknown,
	} {
		if got := (Knee{Size: size}).Name(boundaries); got != want {
			t.Errorf("%v: %s, want %s", size, got, want)
		}
	}
	if got := (Knee{Size: 64}).Name(nil); got != Unknown {
		t.Error(got)
	}
}

// A cost that its error hides is none, and no more digits are told than the error allows.
func TestCostsAreToldAsFarAsTheyAreKnown(t *testing.T) {
	for want, c := range map[string]Cost{
		"0 ns": {0.1e-9, 0.2e-9}, "2.10 ns": {2.1e-9, 0.01e-9}, "2.1 ns": {2.1e-9, 1.5e-9}, "-0.400 ns": {-0.4e-9, 0.05e-9},
	} {
		if got := c.String(); got != want {
			t.Errorf("%+v: %q, want %q", c, got, want)
		}
	}
}
