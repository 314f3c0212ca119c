package history

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/report/internal/results"
)

// severalReturns is from how many returns to an earlier value on a setting goes to and fro: once may be a trial that
// was undone.
const severalReturns = 2

// maybeSeveral names the settings that go to and fro between runs of what the files say is one machine. Such runs are
// probably of several machines of one make, which only a "host:" line tells apart; a change from one to the other would
// look like a change of performance. The runs must be in the order of time.
func maybeSeveral(runs []Run) (problems []string) {
	var machines []string
	of := map[string][]Run{}
	for _, r := range runs {
		hardware := r.Hardware()
		if of[hardware] == nil {
			machines = append(machines, hardware)
		}
		of[hardware] = append(of[hardware], r)
	}
	for _, hardware := range machines {
		for _, key := range results.Identity() {
			if values, n := returns(of[hardware], key); n >= severalReturns {
				problems = append(problems,
					fmt.Sprintf("%s: goes to and fro between %s in runs of one machine (%s): if "+
						"they are of several, give their files a line \"host: NAME\" each",
						key, strings.Join(values, " and "), hardware))
				break
			}
		}
	}
	return problems
}

// returns are the values of a setting, and how often it came back to one that it had had before another.
func returns(runs []Run, key string) (values []string, n int) {
	for i, r := range runs {
		v := r.machine.Get(key)
		switch {
		case v == "":
			return nil, 0 // not all files say it
		case !slices.Contains(values, v):
			values = append(values, v)
		case v != runs[i-1].machine.Get(key):
			n++
		}
	}
	return values, n
}
