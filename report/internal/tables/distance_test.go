package tables

import (
	"fmt"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// sampled are six samples of a benchmark: its values times 0.9 to 1.1.
func sampled(name string, values string) string {
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, "Benchmark%s 100", name)
		fields := strings.Fields(values)
		for k := 0; k < len(fields); k += 2 {
			var v float64
			fmt.Sscan(fields[k], &v)
			fmt.Fprintf(&b, " %g %s", v*(0.9+0.04*float64(i)), fields[k+1])
		}
		b.WriteString("\n")
	}
	return b.String()
}

func machinesOf(t *testing.T, text string) []*results.Machine {
	t.Helper()
	set := results.Read([]resultfile.Input{resultfile.FromReader("f", strings.NewReader(text))})
	if len(set.Problems) > 0 {
		t.Fatal(set.Problems)
	}
	return set.Machines
}

const namespace = "cpu: A\nhost-b: a network namespace of this machine\nlink: veth, MTU 1500\n"

// Only what was measured over both distances, at the same wait, place and size, stands in the table.
func TestDistanceSetsLikeBesideLike(t *testing.T) {
	machines := machinesOf(t, namespace+
		sampled("Latency/mech=tcp/wait=block/place=cross/size=64", "20000 ns/op 9000 cpu-ns/op")+
		sampled("Latency/mech=tcp/wait=block/place=cross/size=64/scope=host", "35000 ns/op 12000 cpu-ns/op")+
		sampled("Throughput/mech=tcp/wait=block/place=cross/size=64", "100 ns/op 640 MB/s 1e7 msg/s 150 cpu-ns/op")+
		sampled("Throughput/mech=tcp/wait=block/place=cross/size=64/scope=host",
			"200 ns/op 320 MB/s 5e6 msg/s 180 cpu-ns/op")+
		sampled("Latency/mech=udp/wait=block/place=cross/size=64", "10000 ns/op")+
		sampled("Latency/mech=udp/wait=block/place=cross/size=64/scope=host", "10100 ns/op")+
		sampled("Latency/mech=mptcp/wait=spin/place=cross/size=64", "10000 ns/op")+
		sampled("Latency/mech=mptcp/wait=block/place=cross/size=64/scope=host", "10000 ns/op")+
		sampled("Latency/mech=pipe/wait=block/place=cross/size=64", "10000 ns/op"))
	if len(machines) != 2 || machines[0].Between || !machines[1].Between {
		t.Fatalf("%d machines", len(machines))
	}
	table, ok := Distance(english, machines[0], machines[1])
	if !ok || len(table.Rows) != 2 {
		t.Fatalf("%v, rows: %+v", ok, table.Rows)
	}
	for i, want := range []string{
		"udp | block | 64 B | 10.0 µs | 10 % | 10.1 µs | 10 % | +100 ns | ~1.0 | — | —",
		"tcp | block | 64 B | 20.0 µs | 10 % | 35.0 µs | 10 % | +15.0 µs | 1.7 | 9.00 µs | 12.0 µs || " +
			"640 MB/s | 10 % | 320 MB/s | 10 % | 2.0 | 150 ns | 180 ns",
	} {
		var cells []string
		for _, group := range table.Rows[i].Cells {
			if group != nil {
				cells = append(cells, strings.Join(group, " | "))
			}
		}
		got := strings.Join(append(table.Rows[i].Keys, strings.Join(cells, " || ")), " | ")
		if got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
	if want := "a network namespace of this machine, joined by veth, MTU 1500"; !strings.Contains(table.Legend, want) {
		t.Errorf("the legend does not say what joined the hosts: %s", table.Legend)
	}
	if notes := strings.Join(table.Notes, "\n"); !strings.Contains(notes, "~: ") || strings.Contains(notes,
		"two clocks") {
		t.Errorf("notes: %s", notes)
	}
	if _, ok := Distance(english, machines[1], machines[1]); ok {
		t.Error("a table of one distance")
	}
}

func TestClocksThatDisagreeAreTold(t *testing.T) {
	const name = "Throughput/mech=tcp/wait=block/place=cross/size=64/scope=host"
	for clocks, want := range map[string]string{
		"1.5": "",
		"2":   "in 3 of 6 samples between machines",
		"40":  "in 6 of 6 samples between machines the pass took over 2 % more or less by the clock of side A",
	} {
		m := machinesOf(t, namespace+sampled(name, "200 ns/op 320 MB/s 5e6 msg/s "+clocks+" clocks-%"))[0]
		got := strings.Join(clocksApart(english, m), "\n")
		if (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s %%: %q, want %q", clocks, got, want)
		}
	}
}
