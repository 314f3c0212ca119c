package claims

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// steady are six samples of the same value.
func steady(v float64) []float64 { return slices.Repeat([]float64{v}, 6) }

// What two states of a machine differ by is the machine: figures of different ones are not compared, in any claim.
func TestStatesAreNotCompared(t *testing.T) {
	far, near := slices.Repeat([]float64{455}, 12), steady(65)
	b := &text{}
	add := func(name, unit string, line []float64, v float64) {
		b.add(name, map[string][]float64{unit: slices.Repeat([]float64{v}, len(line)), "line-ns": line})
	}
	add(trip("pipe"), "ns/op", far, 60000)
	add(trip("unix-stream"), "ns/op", near, 15000)
	add("Claim/what=duplex/mech=pipe/wait=block/place=cross/size=4096/channels=2", "MB/s", far, 800)
	add("Claim/what=duplex/mech=unix-stream/wait=block/place=cross/size=4096/channels=2", "MB/s", far, 800)
	add("Claim/what=duplex/mech=unix-stream/wait=block/place=cross/size=4096", "MB/s", near, 3000)
	add("Claim/what=one-slot/place=cross/size=8", "lost/M", near, 500000)
	add("Claim/what=two-slots/place=cross/size=8", "lost/M", far, 0)
	set := b.set()
	if len(set.Machines[0].Splits) == 0 {
		t.Fatal("the machine has one state")
	}
	for _, v := range b.verdicts(t) {
		switch v.ID {
		case "C1":
			if v.Outcome != NotMeasured || !strings.Contains(v.Why, "round trips of a pipe and of a socket") {
				t.Errorf("%s: %s", v.Outcome, v.Why)
			}
		case "C2": // what is counted does not depend on the state
			if v.Outcome != Holds {
				t.Errorf("%s: %s", v.Outcome, v.Why)
			}
		case "C6":
			if v.Outcome != NotMeasured || len(v.Measure) != 1 ||
				!strings.Contains(v.Why, "in one state of the machine") {
				t.Errorf("%s: %s", v.Outcome, v.Why)
			}
		}
	}
}

// What a scheduler takes away nobody has given up: a reader that is only interrupted does not sleep.
func TestInterruptionsAreNoSleep(t *testing.T) {
	for _, c := range []struct {
		taken float64
		want  Outcome
	}{{0, Holds}, {2, Holds}, {3, InPart}} {
		b := &text{}
		for wait, cpu := range map[string]float64{"block": 5e4, "spin": 1e9} {
			b.add("Claim/what=idle/mech=pipe/wait="+wait+"/place=cross", map[string][]float64{
				"ns/op": steady(1e9), "cpu-ns/op": steady(cpu), "csw/op": steady(3), "inv-csw/op": steady(c.taken),
			})
		}
		if v := b.of(t, "C4"); v.Outcome != c.want {
			t.Errorf("%v of 3 are interruptions: %s, %s", c.taken, v.Outcome, v.Why)
		}
	}
}

// The range of samples that are too few for an interval is widened the less the more there are.
func TestMoreSamplesAreWidenedLess(t *testing.T) {
	for n := 1; n <= 5; n++ {
		b := spinner(100, 100, 0)
		name := "Paced/mech=pipe/wait=%s/place=cross/size=64/rate=10000/neighbour=on"
		for wait, kept := range map[string]float64{"block": 90, "spin": 54} {
			b.add(fmt.Sprintf(name, wait), map[string][]float64{
				"cpu-ns/op": slices.Repeat([]float64{5000}, n), "neighbour-%": slices.Repeat([]float64{kept}, n),
			})
		}
		v := b.of(t, "C3")
		f := v.Figures[len(v.Figures)-1]
		if !f.Widened || f.Samples != n || f.High <= f.Value || f.Low >= f.Value {
			t.Errorf("%d samples: %+v", n, f)
		}
		want := Holds // 0.6 is told from 0.8
		if n == 1 {
			want = InPart
		}
		if v.Outcome != want {
			t.Errorf("%d samples: %s, %s", n, v.Outcome, v.Why)
		}
	}
}

// Where a container has no TCP, or a run no more than one size, the other is judged, and what is missing is said.
func TestAMissingMechanismIsSaid(t *testing.T) {
	without := func(b *text, name string) *text {
		rest := &text{}
		for _, line := range strings.SplitAfter(b.String(), "\n") {
			if !strings.Contains(line, name) {
				rest.WriteString(line)
			}
		}
		return rest
	}
	bare := calls(2, 5).figure(trip("bus"), "ns/op", 90000)
	bare.WriteString(`# mechanism {"name":"go-tcp","family":"socket"}
# mechanism {"name":"bus","family":"rpc","over":"go-tcp"}
`)
	for _, c := range []struct {
		id   string
		text *text
		want Outcome
		why  string
	}{
		{"C1", without(sockets(4, 2, 3), "mech=tcp/"), Holds, "the set-up of a pipe and of a socket: tcp;"},
		{"C1", sockets(4, 2, 3), Holds, "at a second size"},
		{"C1", without(sockets(4, 2, 3), "mech=pipe/"), NotMeasured, "the set-up of a pipe and of a socket;"},
		{"C3", without(spinner(100, 3, 0.5), "wait=spin"), NotMeasured, "to a receiver that spins"},
		{"C4", without(waiting(0.0001, 1, 1), "wait=spin"), NotMeasured, "for a second with wait=spin"},
		{"C5", without(files(0.8, 4), "mech=file-pwrite/"), Holds, "round trips over a file that stays open"},
		{"C5", without(files(0.8, 4), "Setup/"), NotMeasured, "the times of a file's steps"},
		{"C6", without(duplexes(1, 1), "mech=unix-stream/wait=block/place=cross/size=4096-2"), NotMeasured,
			"both directions over one socket"},
		{"C7", without(calls(2, 5), "mech=go-unix/"), NotMeasured, "of the socket below it"},
		{"C7", bare, Holds, "round trips of go-tcp, below what was measured"},
		{"C8", without(strangers(0, 6), "mech=fifo"), NotMeasured, "tries to open fifo"},
		{"C9", without(ranked(20, 100), "Floor/"), Holds, "a plain copy of a message"},
		{"C9", without(ranked(20, 100), "mech=pipe/"), NotMeasured, "round trips of several mechanisms"},
	} {
		v := c.text.of(t, c.id)
		if v.Outcome != c.want || !strings.Contains(v.Why, c.why) || len(v.Measure) == 0 {
			t.Errorf("%s: %s, want %s because %q: %s", c.id, v.Outcome, c.want, c.why, v.Why)
		}
	}
}

// A benchmark that failed is no figure, and the rest of the file is judged.
func TestWhatFailedIsNotMeasured(t *testing.T) {
	b := slots(300000, 0)
	b.WriteString("--- FAIL: BenchmarkClaim/what=idle/mech=pipe/wait=block/place=cross\n    the reader died\n")
	b.add("Claim/what=idle/mech=pipe/wait=spin/place=cross", map[string][]float64{
		"ns/op": steady(1e9), "cpu-ns/op": steady(1e9), "csw/op": steady(1),
	})
	if v := b.of(t, "C4"); v.Outcome != NotMeasured || !strings.Contains(v.Why, "wait=block") {
		t.Errorf("%s: %s", v.Outcome, v.Why)
	}
	if v := b.of(t, "C2"); v.Outcome != Holds {
		t.Errorf("%s: %s", v.Outcome, v.Why)
	}
}

// Nothing is divided by 0: what a ratio cannot be made of is missing, and comes with its command.
func TestZeroIsNoDivisor(t *testing.T) {
	idle := spinner(1, 1, 0)
	idle.Reset()
	for _, wait := range []string{"block", "spin"} {
		idle.add("Paced/mech=pipe/wait="+wait+"/place=cross/size=64/rate=100", map[string][]float64{
			"cpu-ns/op": steady(0), "unheld-%": steady(0),
		})
	}
	for id, b := range map[string]*text{
		"C3": idle, "C6": duplexes(0, 0), "C5": (&text{}).add("Setup/mech=file/wait=spin/place=same/size=1", map[string][]float64{
			"step-open-ns": steady(0), "step-close-ns": steady(0), "step-write-ns": steady(0), "step-read-ns": steady(0),
		}).figure("Latency/mech=file/wait=spin/place=cross/size=64", "ns/op", 4000).
			figure("Latency/mech=file-pwrite/wait=spin/place=cross/size=64", "ns/op", 1000),
	} {
		v := b.of(t, id)
		if v.Outcome != NotMeasured || len(v.Measure) == 0 {
			t.Errorf("%s: %s, %s", id, v.Outcome, v.Why)
		}
	}
}

// On one CPU nobody spins, for the other end could not run: who yields is busy there, and the command measures that.
func TestOneCPU(t *testing.T) {
	b := &text{}
	for wait, cpu := range map[string]float64{"block": 5000, "yield": 90000} {
		b.add("Paced/mech=pipe/wait="+wait+"/place=same/size=64/rate=10000", map[string][]float64{
			"cpu-ns/op": around(cpu), "unheld-%": steady(0),
		})
	}
	v := b.of(t, "C3")
	if v.Outcome != Holds || !strings.Contains(v.Why, "takes 18 times the CPU time") {
		t.Errorf("%s: %s", v.Outcome, v.Why)
	}
	b.Reset()
	b.figure("Claim/what=one-slot/place=same/size=8", "lost/M", 999996).
		figure("Claim/what=two-slots/place=same/size=8", "lost/M", 0)
	if v := b.of(t, "C2"); v.Outcome != Holds {
		t.Errorf("%s: %s", v.Outcome, v.Why)
	}
	v = b.of(t, "C3")
	for _, command := range v.Measure {
		if !strings.Contains(command, "block,yield") {
			t.Errorf("cannot be measured on one CPU: %s", command)
		}
	}
	if v.Outcome != NotMeasured || len(v.Measure) != 2 {
		t.Errorf("%s: %q", v.Outcome, v.Measure)
	}
}

// How long a machine takes to wake a sleeper changes no verdict by itself: all ratios of what sleeps stay as they are.
func TestTheTimeOfAWakeUpIsNoVerdict(t *testing.T) {
	for _, wake := range []float64{8e3, 60e3, 250e3} {
		b := calls(1, 1.1)
		b.Reset()
		b.WriteString(mechanisms)
		for mech, own := range map[string]float64{"pipe": 1e3, "tcp": 5e3, "go-unix": 5e3, "rpc-gob": 12e3} {
			b.figure(trip(mech), "ns/op", wake+own)
		}
		if v := b.of(t, "C7"); v.Outcome != Holds {
			t.Errorf("%v ns: %s, %s", wake, v.Outcome, v.Why)
		}
		if v := b.of(t, "C9"); v.Outcome != NotHere {
			t.Errorf("%v ns: %s, %s", wake, v.Outcome, v.Why)
		}
	}
}

// Files of two machines are judged each by itself.
func TestEachMachineIsJudgedByItself(t *testing.T) {
	in := func(cpu string, b *text) resultfile.Input {
		return resultfile.FromReader(cpu, strings.NewReader("cpu: "+cpu+"\n"+b.String()))
	}
	r := Of(results.Read([]resultfile.Input{in("one", slots(300000, 0)), in("two", slots(0, 10))}), words.English())
	if len(r.Machines) != 2 || r.Machines[0].Verdicts[1].Outcome != Holds ||
		r.Machines[1].Verdicts[1].Outcome != NotHere {
		t.Errorf("%+v", r.Machines)
	}
}

// The fastest and the slowest of many are chosen by the figures that are compared. Of single samples of mechanisms that
// are all alike, as far apart as such samples are, that alone makes no overhead.
func TestChanceDoesNotMakeAnOverhead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		b := &text{}
		for i := range 50 {
			// 95 of 100 within 1.61 times the median
			ns := 50000 * math.Exp(math.Log(1.61)/1.96*r.NormFloat64())
			b.add(trip(fmt.Sprint("m", i)), map[string][]float64{"ns/op": {ns}})
		}
		if v := b.of(t, "C9"); v.Outcome != Untold && v.Outcome != NotHere {
			t.Errorf("%s: %s", v.Outcome, v.Why)
		}
	}
}
