package doctor

import (
	"fmt"
	"strings"
	"time"
)

// governor: who sets the clock rate. Source: Documentation/admin-guide/pm/cpufreq.rst.
func governor(m Machine) Finding {
	f := Finding{
		Topic: "Frequency governor",
		Effect: "One that follows load slows the clock down for sides that sleep much and speeds it up for those " +
			"that spin: it favours spinning twice.",
		Change: "cpupower frequency-set -g performance",
	}
	governors := m.each("sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor")
	switch {
	case len(governors) == 0 && m.virtual():
		f.Change = ""
		return f.with(Note, NotShown+": the host decides")
	case len(governors) == 0:
		f.Change = ""
		return f.with(Note, NotShown+": the firmware decides")
	case len(governors) == 1 && governors[0] == "performance":
		return f.with(Good, governors[0])
	}
	return f.with(Warn, strings.Join(governors, ", "))
}

// turbo: whether the clock may exceed the nominal rate. Source: as governor, and intel_pstate.rst.
func turbo(m Machine) Finding {
	f := Finding{
		Topic: "Turbo",
		Effect: "How far the clock goes above the nominal rate depends on heat and on what the other cores do: later " +
			"rounds of a run may be slower than the first.",
	}
	if off, ok := m.number("sys/devices/system/cpu/intel_pstate/no_turbo"); ok {
		f.Change = "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo"
		if off == 1 {
			return f.with(Good, "off")
		}
		return f.with(Note, "on")
	}
	if on, ok := m.number("sys/devices/system/cpu/cpufreq/boost"); ok {
		f.Change = "echo 0 > /sys/devices/system/cpu/cpufreq/boost"
		if on == 0 {
			return f.with(Good, "off")
		}
		return f.with(Note, "on")
	}
	return f.with(Note, NotShown)
}

// idleStates: how deep a CPU sleeps, and what coming back takes. Source: Documentation/admin-guide/pm/cpuidle.rst.
func idleStates(m Machine) Finding {
	f := Finding{
		Topic: "Idle states",
		Effect: "A side that sleeps lets its CPU go idle, and the next message pays for bringing it back: the deeper " +
			"the state, the longer every blocking round trip across CPUs.",
		Change: "cpupower idle-set -D 1   (no state that takes over 1 µs to leave; idle=poll on the kernel's command " +
			"line leaves none)",
	}
	driver := m.Line("sys/devices/system/cpu/cpuidle/current_driver")
	if driver == "" || driver == "none" {
		f.Change = ""
		if m.virtual() {
			f.Effect = "An idle CPU is given back to the hypervisor: what bringing it back takes is the host's " +
				"decision, and is measured below."
		}
		return f.with(Note, "no idle driver")
	}
	found := driver
	var deepest time.Duration
	for _, name := range m.Names("sys/devices/system/cpu/cpu0/cpuidle/state[0-9]*") {
		us, ok := m.number(name + "/latency")
		if !ok {
			continue
		}
		state := fmt.Sprintf("%s %d µs", m.Line(name+"/name"), us)
		if m.Line(name+"/disable") == "1" {
			state += " (off)"
		} else {
			deepest = max(deepest, time.Duration(us)*time.Microsecond)
		}
		found += ", " + state
	}
	if deepest > 10*time.Microsecond {
		return f.with(Warn, found)
	}
	return f.with(Note, found)
}

// haltPolling: how long a virtual CPU with nothing to do polls before it gives itself back. Source:
// Documentation/virt/guest-halt-polling.rst.
func haltPolling(m Machine) Finding {
	f := Finding{
		Topic: "Halt polling",
		Effect: "A virtual CPU that polls before it halts takes a wake-up within that time cheaply: a blocking round " +
			"trip is then fast if the answer comes soon, and falls off a cliff if not.",
		Change: "echo 0 > /sys/module/haltpoll/parameters/guest_halt_poll_ns   (the host has its own: " +
			"/sys/module/kvm/parameters/halt_poll_ns)",
	}
	if m.Line("sys/devices/system/cpu/cpuidle/current_driver") != "haltpoll" {
		f.Change = ""
		if m.virtual() {
			return f.with(Note, "not by the guest; the host may")
		}
		f.Effect = ""
		return f.with(Good, "not a virtual machine")
	}
	ns, ok := m.number("sys/module/haltpoll/parameters/guest_halt_poll_ns")
	if !ok {
		return f.with(Note, NotShown)
	}
	return f.with(Note, fmt.Sprintf("by the guest, at most %v", time.Duration(ns)))
}
