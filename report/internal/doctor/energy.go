package doctor

import (
	"errors"
	"strings"

	"ipcbench/internal/host"
)

// energy: whether the processor's energy counters can be read. Source: Documentation/power/powercap/powercap.rst.
func energy(m Machine) Finding {
	f := Finding{
		Topic: "Energy",
		Effect: "uJ/op says what an op costs the processor's packages, where their counters can be read; elsewhere " +
			"it is absent.",
		Change: "chmod a+r /sys/class/powercap/intel-rapl:*/energy_uj   (as root; the counters betray a little of " +
			"what other users compute)",
	}
	_, err := m.Energy()
	if errors.Is(err, host.ErrNoEnergy) {
		f.Change = ""
		return f.with(Note, "no counter is shown by this kernel")
	}
	var names []string
	for _, dir := range m.EnergyCounters() {
		names = append(names, m.Line(dir+"/name"))
	}
	if err != nil {
		return f.with(Note, "shown, of "+strings.Join(names, ", ")+", and not readable: "+err.Error())
	}
	f.Change = ""
	return f.with(Good, "readable, of "+strings.Join(names, ", "))
}
