package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// hosts is a file with a sample within a computer, and one between it and another host.
func hosts(config string) string {
	const line = "BenchmarkLatency/mech=tcp/wait=block/place=cross/size=64%s-2 100 50000 ns/op\n"
	return config + fmt.Sprintf(line, "") + fmt.Sprintf(line, "/scope=host")
}

func TestHeadingsAndChartsTellPartsApart(t *testing.T) {
	const a, b = "cpu: A\nkernel: 6.1\n", "cpu: B\nkernel: 6.1\n"
	for name, c := range map[string]struct{ files, want []string }{
		"two hosts": {
			[]string{hosts(a + "host-b: x\nlink: veth\n")},
			[]string{"A [kernel]", "Between hosts: A and x [link] -hosts"},
		},
		"two links": {
			[]string{hosts(a + "host-b: x\nlink: slow\n"), hosts(a + "host-b: x\nlink: fast\n")},
			[]string{
				"A [kernel]", "Between hosts: A and x · link: slow [] -hosts-1",
				"Between hosts: A and x · link: fast [] -hosts-2",
			},
		},
		"two others": {
			[]string{hosts(a + "host-b: x\nlink: l\n"), hosts(a + "host-b: y\nlink: m\nhost-b-kernel: 5\n")},
			[]string{
				"A [kernel]", "Between hosts: A and x [link] -hosts-1",
				"Between hosts: A and y [host-b-kernel link] -hosts-2",
			},
		},
		"two machines": {
			[]string{hosts(a + "host-b: x\n"), hosts(b + "host-b: x\n")},
			[]string{
				"Machine 1 of 2: cpu: A [kernel] -machine-1",
				"Machine 1 of 2, between hosts: cpu: A · host-b: x [] -machine-1-hosts",
				"Machine 2 of 2: cpu: B [kernel] -machine-2",
				"Machine 2 of 2, between hosts: cpu: B · host-b: x [] -machine-2-hosts",
			},
		},
		"between hosts alone": {
			[]string{a + "host-b: x\n" + strings.SplitAfter(hosts(""), "\n")[1]},
			[]string{"Between hosts: A and x [kernel] -hosts"},
		},
	} {
		var inputs []resultfile.Input
		for i, text := range c.files {
			inputs = append(inputs, resultfile.FromReader(fmt.Sprint(i), strings.NewReader(text)))
		}
		var got []string
		for _, p := range partsOf(results.Read(inputs)) {
			var facts []string
			for _, f := range p.facts() {
				facts = append(facts, f.Key)
			}
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %v %s", p.heading(english), facts, p.suffix())))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}
