package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

var (
	cellName = regexp.MustCompile(`^Benchmark(Latency|Throughput|Duplex|Setup|Paced)/mech=([a-z0-9-]+)` +
		`/wait=[a-z]+/place=[a-z]+/size=[1-9]\d*(/scope=thread)?(/pairs=[1-9]\d*)?(/rate=[1-9]\d*%?)?(/neighbour=on)?$`)
	floorName = regexp.MustCompile(`^BenchmarkFloor/what=[a-z-]+(/mech=[a-z0-9-]+)?(/place=[a-z]+)?` +
		`(/size=[1-9]\d*)?(/cpu=\d+)?$`)
	claimName = regexp.MustCompile(`^BenchmarkClaim/what=[a-z-]+(/mech=[a-z0-9-]+)?(/wait=[a-z]+)?(/place=[a-z]+)?` +
		`(/size=[1-9]\d*)?(/channels=2)?$`)
	skipLine = regexp.MustCompile(`^skip ([a-z0-9=-]+): .+$`)
)

// list is what -ipc.list prints: the names of the cells, and the lines of what is skipped.
func list(t *testing.T, arguments ...string) (cells, skips []string) {
	t.Helper()
	r := finished(t, 0, append(arguments, "-ipc.list")...)
	if r.stderr.Len() > 0 {
		t.Errorf("on standard error: %s", &r.stderr)
	}
	for line := range strings.Lines(r.stdout.String()) {
		switch line = strings.TrimSuffix(line, "\n"); {
		case cellName.MatchString(line), floorName.MatchString(line), claimName.MatchString(line):
			cells = append(cells, line)
		case skipLine.MatchString(line):
			skips = append(skips, line)
		default:
			t.Errorf("neither a benchmark's name nor a skip: %q", line)
		}
	}
	return cells, skips
}

// transfers are the cells whose messages have the sizes asked for: all but Floor, Setup and Claim.
func transfers(cells []string) []string {
	return slices.DeleteFunc(slices.Clone(cells), func(c string) bool {
		return floorName.MatchString(c) || claimName.MatchString(c) || strings.HasPrefix(c, "BenchmarkSetup/")
	})
}

// -ipc.list prints every cell and every skip once, and runs nothing. It omits no mechanism.
func TestListRunsNothing(t *testing.T) {
	for _, arguments := range [][]string{
		nil,
		{"-ipc.matrix=quick"},
		{"-ipc.matrix=full"},
		{"-test.bench=."},
	} {
		t.Run(strings.Join(arguments, " "), func(t *testing.T) {
			cells, skips := list(t, arguments...)
			lines := append(slices.Clone(cells), skips...)
			slices.Sort(lines)
			if once := slices.Compact(slices.Clone(lines)); len(once) != len(lines) {
				t.Errorf("%d lines, only %d differ", len(lines), len(once))
			}
			named := map[string]bool{}
			for _, c := range cells {
				if name := cellName.FindStringSubmatch(c); name != nil {
					named[name[2]] = true
				}
			}
			for _, s := range skips {
				named[skipLine.FindStringSubmatch(s)[1]] = true
			}
			for _, m := range catalogue.All() {
				if name := m.Traits().Name; !named[name] {
					t.Errorf("%s is neither listed nor skipped", name)
				}
			}
		})
	}
}

// -test.bench selects from the list in the same way as it selects what runs.
func TestListObeysBench(t *testing.T) {
	all, _ := list(t, "-ipc.matrix=full")
	cells, _ := list(t, "-ipc.matrix=full", "-test.bench=Latency/mech=pipe$/")
	want := slices.DeleteFunc(all, func(c string) bool { return !strings.HasPrefix(c, "BenchmarkLatency/mech=pipe/") })
	if len(want) == 0 || !slices.Equal(cells, want) {
		t.Errorf("got %q\nwant %q", cells, want)
	}
}

// If a mechanism cannot carry a size, the list has a skip with the reason.
func TestListNamesTheSizesThatAMechanismCannotCarry(t *testing.T) {
	traits := map[string]mechanisms.Traits{}
	for _, m := range catalogue.All() {
		if m.Available() == nil {
			traits[m.Traits().Name] = m.Traits()
		}
	}
	if _, ok := traits["eventfd"]; ok {
		cells, skips := list(t, "-ipc.sizes=4096", "-ipc.mechs=eventfd")
		other := func(cell string) bool { return !regexp.MustCompile(`/size=8(/|$)`).MatchString(cell) }
		if len(cells) == 0 || slices.ContainsFunc(transfers(cells), other) {
			t.Errorf("eventfd asked for 4096 bytes should run at 8: %q", cells)
		}
		if !slices.ContainsFunc(skips, func(s string) bool {
			return strings.HasPrefix(s, "skip eventfd: ") &&
				strings.Contains(s, "4096") && strings.Contains(s, "8 bytes")
		}) {
			t.Errorf("no skip says that eventfd runs at 8 bytes: %q", skips)
		}
	}
	if q, ok := traits["mq-posix"]; ok && q.Largest < 65536 {
		cells, skips := list(t, "-ipc.sizes=65536", "-ipc.mechs=mq-posix")
		if len(transfers(cells)) > 0 {
			t.Errorf("mq-posix cannot carry 65536 bytes, but: %q", cells)
		}
		if !slices.ContainsFunc(skips, func(s string) bool {
			return strings.HasPrefix(s, "skip mq-posix: ") &&
				strings.Contains(s, "65536") && strings.Contains(s, "msgsize_max")
		}) {
			t.Errorf("no skip names msgsize_max: %q", skips)
		}
	}
}
