package pattern_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ipcbench/bench"
	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	"ipcbench/mechanisms/pipe"
)

// toy is a pattern that only this file adds. In one op A sends a burst of messages and B answers the last of them.
// Its names have the key burst, which a flag sets, and its results have a unit of their own.
var toy = &pattern.Pattern{
	Shape: plan.Shape{
		Name: "Toy",
		In: map[string][]plan.Part{
			"default": {{Sizes: []int{64}, Values: map[string][]string{"burst": {"1", "3"}}}},
		},
		Keys: []plan.Key{{
			Name: "burst", Default: "1", Flag: "toy.bursts", Usage: "these numbers of messages: comma-separated",
			Parse: func(list string) ([]string, error) { return strings.Split(list, ","), nil },
		}},
	},
	Units:  []pattern.Unit{{Name: "toys/op", Better: pattern.Higher}},
	Open:   openToy,
	Ends:   2,
	Flows:  []pattern.Flow{{From: 0, To: 1}, {From: 1, To: 0}},
	Window: func(r []worker.Report) (began, ended int64) { return r[0].Start, r[0].Used.Clock },
	Figures: func(c plan.Cell, _ pattern.Measurement) []pattern.Metric {
		return []pattern.Metric{{Unit: "toys/op", Value: float64(burst(c.Keys))}}
	},
}

// burst is the value of the key.
func burst(keys string) int {
	n := 1
	fmt.Sscan(plan.KeyIn(keys, "burst"), &n)
	return n
}

// openToy opens either end. Messages are counted, and checked by their marks.
func openToy(w *worker.Worker, first worker.Order) (*worker.Role, error) {
	if err := w.Settle(); err != nil {
		return nil, err
	}
	link, err := w.Mechanism.Open(w.End)
	if err != nil {
		return nil, err
	}
	out, in := worker.NewMessage(w.End.Size), worker.NewMessage(w.End.Size)
	outMarks, inMarks := worker.MarksOf(out), worker.MarksOf(in)
	var sent, received uint64
	send := func() error {
		sent++
		outMarks.Stamp(sent)
		return link.Send(out)
	}
	receive := func() error {
		received++
		if err := link.Recv(in); err != nil || inMarks.Carry(received) {
			return err
		}
		return worker.Diagnose(w.End.Side, in, nil, received, nil)
	}
	many, one := send, receive
	if w.End.Side != 0 {
		many, one = receive, send
	}
	size := burst(first.Keys)
	loop := func(n int) error {
		for range n {
			for range size {
				if err := many(); err != nil {
					return err
				}
			}
			if err := one(); err != nil {
				return err
			}
		}
		return nil
	}
	return &worker.Role{
		Op: worker.Only(loop), Meet: loop, Verify: loop, Close: link.Close,
		Tally: func(r *worker.Report) { r.Sent, r.Received = sent, received },
	}, nil
}

func TestMain(m *testing.M) {
	pattern.Add(toy)
	os.Exit(bench.Main(m, pipe.Pipe{}))
}

func BenchmarkToy(b *testing.B) { bench.Run(b, "Toy", pipe.Pipe{}) }

// run runs this test binary, or another program, and returns what it prints.
func run(t *testing.T, program string, arguments ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, arguments...)
	command.WaitDelay = time.Second
	var out, errOut bytes.Buffer
	command.Stdout, command.Stderr = &out, io.MultiWriter(&errOut)
	if err := command.Run(); err != nil {
		t.Fatalf("%s %q: %v\n%s%s", filepath.Base(program), arguments, err, &out, &errOut)
	}
	return out.String()
}

func wants(t *testing.T, what, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%s lacks %q:\n%s", what, word, text)
		}
	}
}

// A pattern that one file adds is listed, chosen by its own flag, run, written with its unit, shown and compared.
func TestAPatternIsOneFile(t *testing.T) {
	const name = "BenchmarkToy/mech=pipe/wait=block/place=same/size=64"
	common := []string{
		"-test.run=^$", "-test.bench=Toy", "-ipc.waits=block", "-ipc.places=same", "-test.benchtime=200x",
	}
	wants(t, "the list", run(t, os.Args[0], append(common, "-ipc.list")...), name+"\n", name+"/burst=3\n")
	list := run(t, os.Args[0], append(common, "-ipc.list", "-toy.bursts=2")...)
	if !strings.Contains(list, name+"/burst=2\n") || strings.Contains(list, "burst=3") {
		t.Errorf("-toy.bursts=2 lists\n%s", list)
	}
	dir := t.TempDir()
	var files []string
	for _, file := range []string{"old.txt", "new.txt"} {
		text := run(t, os.Args[0], append(common, "-test.count=6")...)
		wants(t, "the result", text, "Unit toys/op better=higher\n", name,
			"3.000 toys/op", " cpu-ns/op", " syscalls/op")
		files = append(files, filepath.Join(dir, file))
		if err := os.WriteFile(files[len(files)-1], []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	report := filepath.Join(dir, "report")
	run(t, "go", "build", "-o", report, "ipcbench/report")
	wants(t, "what is shown", run(t, report, files[0]), "Toy", "pipe", "burst", "toys/op")
	wants(t, "what is compared", run(t, report, append([]string{"compare"}, files...)...), "pipe", "burst=3")
}
