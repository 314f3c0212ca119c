package place

import (
	"testing"
	"time"

	"ipcbench/internal/host"
)

// Power is energy by time; it is unknown where a reading shows nothing, or the counters had no time to move.
func TestPowerSince(t *testing.T) {
	began := time.Now()
	at := func(after time.Duration, microJoules uint64) EnergyReading {
		return EnergyReading{began.Add(after), host.Energy{"0": {MicroJoules: microJoules, Range: 1 << 40}}, true}
	}
	first := at(0, 1000)
	if watts, ok := at(200*time.Millisecond, 1000+3_000_000).PowerSince(first); !ok || watts != 15 {
		t.Errorf("3 J in 200 ms: %g W, %v; want 15", watts, ok)
	}
	for name, pair := range map[string][2]EnergyReading{
		"too short":       {first, at(enoughEnergy-1, 2000)},
		"none before":     {EnergyReading{at: began}, at(time.Second, 2000)},
		"none afterwards": {first, EnergyReading{at: began.Add(time.Second)}},
		"other counters":  {first, EnergyReading{began.Add(time.Second), host.Energy{"1": {}}, true}},
	} {
		if watts, ok := pair[1].PowerSince(pair[0]); ok {
			t.Errorf("%s: %g W", name, watts)
		}
	}
}
