package place

import (
	"math"
	"sync"
	"time"

	"ipcbench/internal/host"
)

// throttling is how long the CPUs of each control group with a quota have stood still, by the group's directory.
type throttling map[string]time.Duration

// ownGroups are looked for once: the ends of a run stay in the coordinator's control group.
var ownGroups = sync.OnceValue(host.Here.ControlGroups)

// readThrottling reads that of some groups. Those without a quota have no entry. It is read anew each time whether
// there is one, as a container's may be changed while it runs.
func readThrottling(groups []host.ControlGroup) throttling {
	all := throttling{}
	for _, g := range groups {
		if _, limited := g.Quota(); !limited {
			continue
		}
		if held, ok := g.Throttled(); ok {
			all[g.Dir()] = held
		}
	}
	return all
}

// throttledSince is the time in which CPUs stood still between two readings, as the quota of a control group was used
// up, as a share of the wall time. Two CPUs that stand still count twice, up to 1 in all: which of them the ends waited
// for, the kernel does not tell. Of several groups, one inside the other, it is that of the most. It is NaN where there
// is no quota.
func (r Reading) throttledSince(earlier Reading) float64 {
	most, wall := math.NaN(), r.at.Sub(earlier.at)
	if wall <= 0 {
		return most
	}
	for dir, held := range r.held {
		before, ok := earlier.held[dir]
		if !ok {
			continue
		}
		if share := min(max(float64(held-before)/float64(wall), 0), 1); !(most >= share) {
			most = share
		}
	}
	return most
}
