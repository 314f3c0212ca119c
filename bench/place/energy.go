package place

import (
	"time"

	"ipcbench/internal/host"
)

// An EnergyReading is what the processor's packages have used up to one moment.
type EnergyReading struct {
	at       time.Time
	counters host.Energy
	ok       bool
}

// ReadEnergy takes a reading of all packages of this machine. Most machines show none; see [host.Root.Energy].
func ReadEnergy() EnergyReading {
	counters, err := host.Here.Energy()
	return EnergyReading{time.Now(), counters, err == nil}
}

// Energy is what the packages have used up to the moment of the reading.
func (r Reading) Energy() EnergyReading { return r.energy }

// OK tells whether the kernel shows what the packages use.
func (r EnergyReading) OK() bool { return r.ok }

// enoughEnergy is how long a window must be: the counters are brought up to date about once a millisecond.
const enoughEnergy = 10 * time.Millisecond

// PowerSince is the mean power of all packages since an earlier reading, in watts. ok is false if one of the readings
// shows nothing, or the time between them is too short.
func (r EnergyReading) PowerSince(earlier EnergyReading) (watts float64, ok bool) {
	took := r.at.Sub(earlier.at)
	if !r.ok || !earlier.ok || took < enoughEnergy {
		return 0, false
	}
	used, ok := r.counters.Since(earlier.counters)
	return used / 1e6 / took.Seconds(), ok
}
