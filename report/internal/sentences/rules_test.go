package sentences

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// families are those of the mechanisms of these tests.
var families = map[string]string{"shm": "memory", "pipe": "pipe", "fifo": "pipe", "unix": "socket", "tcp": "socket",
	"grpc": "rpc"}

// A figure is a cell of a result file: what it is of, and the values of its samples.
type figure struct {
	pattern, mech, wait, size, unit string
	value                           float64
	samples                         int
	spread                          float64 // from one sample to the next, as a fraction; 0 for 0.5 %
}

// a round trip of 64 bytes, in ns, of twelve samples.
func trip(mech, wait string, ns float64) figure {
	return figure{pattern: "Latency", mech: mech, wait: wait, size: "size=64", unit: "ns/op", value: ns, samples: 12}
}

// viewWith is the view of a machine that measured the figures, which the rules are asked of.
func viewWith(t *testing.T, figures ...figure) view {
	t.Helper()
	var b strings.Builder
	b.WriteString("cpu: one\n")
	for _, f := range figures {
		for i := range f.samples {
			other := ""
			if f.unit != "ns/op" {
				other = " 1000 ns/op"
			}
			fmt.Fprintf(&b, "Benchmark%s/mech=%s/wait=%s/place=cross/%s-2 1000%s %.4f %s\n", f.pattern, f.mech, f.wait,
				f.size, other, f.value*(1+cmp.Or(f.spread, 0.005)*float64(i-f.samples/2)), f.unit)
		}
	}
	set := results.Read([]resultfile.Input{resultfile.FromReader("test", strings.NewReader(b.String()))})
	if len(set.Machines) != 1 || len(set.Problems) > 0 {
		t.Fatalf("%d machines, %v", len(set.Machines), set.Problems)
	}
	return viewOf(words.English(), set.Machines[0], families)
}

// atRates are the CPU times of a message of a mechanism at three rates.
func atRates(mech, wait string, ns ...float64) (list []figure) {
	list = append(list, trip(mech, wait, 1000))
	for i, rate := range []string{"100", "10000", "500000"} {
		list = append(list, figure{"Paced", mech, wait, "size=64/rate=" + rate, "cpu-ns/op", ns[i], 12, 0})
	}
	return list
}

func join(lists ...[]figure) (all []figure) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func sized(mech, size string, ns float64) figure {
	return figure{"Latency", mech, "block", "size=" + size, "ns/op", ns, 12, 0}
}

func through(mech, wait string, mb float64) figure {
	return figure{"Throughput", mech, wait, "size=65536", "MB/s", mb, 12, 0}
}

// Each rule says what the figures say, on each side of its border, and nothing on the border.
func TestRules(t *testing.T) {
	few := trip("unix", "block", 20000)
	few.samples = 3
	noisy := trip("unix", "block", 21000)
	noisy.spread = 0.05
	for name, c := range map[string]struct {
		rule    rule
		figures []figure
		want    string // a part of the sentence; "" if it is left out
	}{
		"fastest": {fastest, []figure{trip("shm", "spin", 200), trip("pipe", "spin", 2000), trip("shm", "block", 15000),
			trip("pipe", "block", 14000)},
			"64 B is that of shm where both ends spin, 200 ns; where they sleep it is that of pipe, 14.0 µs, which " +
				"is 70"},
		"fastest, tied": {fastest, []figure{trip("shm", "spin", 200), trip("pipe", "block", 14000),
			trip("fifo", "block", 14001)}, "pipe (one of 2 not told apart)"},
		"fastest, no sleeper": {fastest, []figure{trip("shm", "spin", 200)}, ""},
		"fastest, equal":      {fastest, []figure{trip("shm", "spin", 200), trip("shm", "block", 201)}, ""},

		"sleeping": {sleeping, []figure{trip("shm", "spin", 200), trip("shm", "block", 20000), trip("pipe", "spin", 2000),
			trip("pipe", "block", 18000), trip("unix", "spin", 10000), trip("unix", "block", 20000)},
			"takes 2.0 times as long asleep as spinning with unix (1.93–2.1), and 100 times with shm"},
		"sleeping, two only": {sleeping, []figure{trip("shm", "spin", 200), trip("shm", "block", 20000),
			trip("pipe", "spin", 2000), trip("pipe", "block", 18000)}, ""},
		"sleeping, one equal": {sleeping, []figure{trip("shm", "spin", 200), trip("shm", "block", 20000),
			trip("pipe", "spin", 2000), trip("pipe", "block", 18000), trip("unix", "spin", 10000),
			trip("unix", "block", 10000)}, ""},

		"spinning never pays": {spinning, join(atRates("pipe", "block", 5000, 5000, 1000),
			atRates("pipe", "spin", 500000, 50000, 2000), atRates("unix", "block", 5000, 5000, 1000),
			atRates("unix", "spin", 450000, 50000, 3000)),
			"at 100 messages a second it costs the receiver 90 to 100 times as much as sleeping, by mechanism, and " +
				"at 500 k a second still 2.0 times at best"},
		"spinning pays": {spinning, join(atRates("pipe", "block", 5000, 5000, 1000),
			atRates("pipe", "spin", 500000, 50000, 500)),
			"pays from 500 k messages a second on, first with pipe: there it costs the receiver less CPU time than " +
				"sleeping; at 100 a second it costs 100 to 100"},
		"spinning, not told apart": {spinning, join(atRates("pipe", "block", 5000, 5000, 1000),
			atRates("pipe", "spin", 5001, 5001, 1001)), ""},
		"spinning, not measured": {spinning, atRates("pipe", "block", 5000, 5000, 1000), ""},

		"sockets slower": {sockets, []figure{trip("pipe", "block", 15000), trip("unix", "block", 20000),
			trip("tcp", "block", 30000)}, "slower than pipes: unix takes 1.33 times as long as pipe for 64 B " +
			"(1.29–1.38)"},
		"sockets faster": {sockets, []figure{trip("pipe", "block", 20000), trip("unix", "block", 15000)},
			"faster than pipes: unix takes 0.75 times"},
		"sockets alike":  {sockets, []figure{trip("pipe", "block", 20000), trip("unix", "block", 20000)}, "as fast as pipes"},
		"sockets border": {sockets, []figure{trip("pipe", "block", 20000), noisy}, ""},
		"sockets few":    {sockets, []figure{trip("pipe", "block", 15000), few}, ""},
		"no pipes":       {sockets, []figure{trip("unix", "block", 15000)}, ""},

		"size": {size, []figure{trip("pipe", "block", 15000), sized("pipe", "4096", 16000), sized("pipe", "65536", 45000)},
			"may be 4 KiB before its size matters: with pipe asleep, one of 64 KiB takes 3.0 times as long as one of " +
				"64 B"},
		"size, never twice": {size, []figure{trip("pipe", "block", 15000), sized("pipe", "4096", 16000)}, ""},
		"size, border":      {size, []figure{trip("pipe", "block", 15000), sized("pipe", "4096", 30000)}, ""},

		"stream": {stream, []figure{through("shm", "block", 20000), through("pipe", "block", 5000)},
			"shm (block): 20.0 GB/s in messages of 64 KiB, 4.0 times the highest of a pipe, pipe (3.9–4.1)"},
		"stream, the pipe itself": {stream, []figure{through("pipe", "block", 5000), through("shm", "spin", 4000)}, ""},
		"stream, border":          {stream, []figure{through("shm", "block", 5001), through("pipe", "block", 5000)}, ""},

		"calls": {calls, []figure{trip("grpc", "block", 90000), trip("unix", "block", 20000), trip("tcp", "block", 30000)},
			"grpc, takes 4.5 times as long as the fastest socket, unix, for 64 B"},
		"calls, border": {calls, []figure{trip("grpc", "block", 20001), trip("unix", "block", 20000)}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			said, ok := c.rule(viewWith(t, c.figures...))
			if ok != (c.want != "") || !strings.Contains(said, c.want) {
				t.Errorf("%v: %q, want %q", ok, said, c.want)
			}
			if ok && (!strings.HasSuffix(said, ".") || strings.Contains(said, "%!") || strings.Contains(said, "NaN")) {
				t.Errorf("not a sentence: %q", said)
			}
		})
	}
}

// At most five are said, and of a machine that has too few samples none.
func TestMostSentences(t *testing.T) {
	all := []figure{trip("shm", "spin", 200), trip("pipe", "spin", 2000), trip("unix", "spin", 9000),
		trip("shm", "block", 15000), trip("pipe", "block", 14000), trip("unix", "block", 20000),
		trip("grpc", "block", 90000), sized("pipe", "65536", 45000), through("shm", "block", 20000),
		through("pipe", "block", 5000)}
	v := viewWith(t, all...)
	if list := Of(v.p, v.m, families); len(list) != Most {
		t.Errorf("%d sentences: %q", len(list), list)
	}
	for i := range all {
		all[i].samples = 1
	}
	v = viewWith(t, all...)
	if list := Of(v.p, v.m, families); len(list) != 0 {
		t.Errorf("of single samples: %q", list)
	}
}
