package results

import (
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/resultfile"
)

const (
	spaces  = "host-b: a network namespace of this machine\nlink: veth\n"
	wire    = "host-b: node-b\nhost-b-kernel: 6.12\nlink: ice, 25000 Mb/s\n"
	hostsIn = "BenchmarkLatency/mech=tcp/wait=block/place=cross/size=64/scope=host 100 90000 ns/op\n"
)

// What was measured within a computer is the same whatever was beside it; what was measured between two hosts is not.
func TestTwoLinksAreNotMixed(t *testing.T) {
	date := func(day string) string { return "# date 2026-01-0" + day + "T00:00:00Z\n" }
	set := Read([]resultfile.Input{
		input("netns", machineA+spaces+date("1")+"# skip pipe: scope=host: no\n"+line+hostsIn+line+hostsIn),
		input("wire", machineA+wire+date("2")+hostsIn+line),
		input("plain", machineA+date("3")+line),
		input("other", machineB+spaces+date("4")+hostsIn),
		input("silent", machineB+date("5")+hostsIn),
	})
	computers := set.Computers()
	if len(computers) != 2 || computers[0].Within == nil || computers[1].Within != nil {
		t.Fatalf("%d computers: %+v", len(computers), computers)
	}
	host := benchname.Series{Mech: "tcp", Wait: "block", Place: "cross", Scope: schema.Host}
	within, between := computers[0].Within, append(computers[0].Between, computers[1].Between...)
	if c := within.Cell(schema.Latency, pipe, 64); c.N() != 4 || within.Cell(schema.Latency, host, 64) != nil {
		t.Errorf("within: %d samples", c.N())
	}
	if got := len(within.Dates); got != 3 || len(within.Skips) != 1 {
		t.Errorf("within: dates %v, skips %v", within.Dates, within.Skips)
	}
	if within.Get(OtherHost) != "" {
		t.Error("within a computer there is no other host")
	}
	for i, want := range []struct {
		name, link, days string
		n                int
		apart            bool
	}{
		{"a network namespace of this machine", "veth", "1", 2, false}, {"node-b", "ice, 25000 Mb/s", "2", 1, true},
		{"a network namespace of this machine", "veth", "4", 1, false}, {"", "", "5", 1, false},
	} {
		m := between[i]
		if n := m.Cell(schema.Latency, host, 64).N(); m.Get(OtherHost) != want.name || m.Get(LinkKey) != want.link ||
			n != want.n || m.Apart() != want.apart || len(m.Dates) != 1 || m.Dates[0][9:10] != want.days ||
			m.Cells() != 1 || len(m.Skips) > 0 {
			t.Errorf("%d: %v, %d samples, dates %v, skips %v", i, m.Config, n, m.Dates, m.Skips)
		}
	}
}

// A failure belongs to what it is a failure of.
func TestFailuresBetweenHostsAreOfTheTwo(t *testing.T) {
	fail := func(name string) string { return name + "   \t--- FAIL: " + name + "\n    run.go:7: lost\n" }
	near, far := strings.Fields(line)[0], strings.Fields(hostsIn)[0]
	set := Read([]resultfile.Input{input("f", machineA+spaces+line+hostsIn+fail(far)+fail(near)+"FAIL\n")})
	if len(set.Machines) != 2 {
		t.Fatal(len(set.Machines))
	}
	for i, name := range []string{near, far} {
		if f := set.Machines[i].Failures; len(f) != 1 || benchname.Short(benchname.Bare(name)) != f[0].Name {
			t.Errorf("machine %d: %v, want %s", i, f, name)
		}
	}
}
