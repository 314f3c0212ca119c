package doctor

import (
	"fmt"
	"strings"
)

// virtual tells whether a hypervisor runs below.
func (m Machine) virtual() bool { return m.Hypervisor != "none" && m.Hypervisor != "unknown" }

// hypervisor: what is measured is the guest and its host.
func hypervisor(m Machine) Finding {
	f := Finding{
		Topic: "Virtualisation",
		Effect: "Waking a CPU that has gone idle goes through the host, and costs 2 to 20 times what it does on the " +
			"bare machine; the host may take a CPU away at any time (steal-% tells, if the host does). Figures are " +
			"of this guest on this host.",
	}
	if !m.virtual() {
		f.Effect = "Wake-ups cost what the processor and the kernel make of them."
		return f.with(Good, "none")
	}
	return f.with(Note, m.Hypervisor)
}

// clockSource: whether the clock can be read without a system call. Source: vdso(7).
func clockSource(m Machine) Finding {
	f := Finding{
		Topic: "Clock source",
		Effect: "A clock that user space cannot read by itself takes a system call or two for each reading: the " +
			"percentiles are then of longer batches, and coarser.",
		Change: "echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource",
	}
	switch current := m.ClockSource(); current {
	case "":
		return f.with(Note, NotShown)
	case "tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "arch_sys_counter":
		return f.with(Good, current)
	default:
		return f.with(Warn, current)
	}
}

// mitigations: which of the processor's flaws the kernel works around.
func mitigations(m Machine) Finding {
	f := Finding{
		Topic: "Mitigations",
		Effect: "Each system call and each switch between processes costs more with them, access to memory does not: " +
			"a machine without them makes the kernel's mechanisms look better. Turned off, the machine is open to " +
			"attacks by its own users.",
		Change: "mitigations=off on the kernel's command line",
	}
	on, open, shown := m.Vulnerabilities()
	switch {
	case !shown:
		return f.with(Note, NotShown)
	case len(on)+len(open) == 0:
		return f.with(Good, "none needed")
	case len(on) == 0:
		return f.with(Note, "all off")
	}
	return f.with(Note, strings.Join(on, ", "))
}

// hugePages: what large regions are mapped with. Source: Documentation/admin-guide/mm/transhuge.rst.
func hugePages(m Machine) Finding {
	f := Finding{
		Topic: "Huge pages",
		Effect: "Shared memory of more than a few MiB is faster in pages of 2 MiB, as it misses the TLB less. " +
			"Mechanisms that want them ask by themselves; 'always' gives them to others too, when the kernel gets " +
			"round to it.",
		Change: "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled; sysctl vm.nr_hugepages=64   (for those " +
			"that take reserved ones)",
	}
	chosen := m.TransparentHugePages()
	if chosen == "" {
		return f.with(Note, NotShown)
	}
	found := "transparent: " + chosen
	if reserved, ok := m.Sysctl("vm.nr_hugepages"); ok {
		found += fmt.Sprintf(", reserved: %d", reserved)
	}
	if chosen == "always" {
		return f.with(Note, found)
	}
	return f.with(Good, found)
}

// preemption: the kernel's model. Source: Documentation/admin-guide/kernel-parameters.txt, preempt=.
func preemption(m Machine) Finding {
	f := Finding{
		Topic: "Preemption",
		Effect: "The more of the kernel can be preempted, the shorter are the worst delays and the more each call " +
			"costs. It is part of the kernel that is measured.",
		Change: "preempt=none|voluntary|full on the kernel's command line",
	}
	version := m.Line("proc/version")
	switch {
	case version == "":
		return f.with(Note, NotShown)
	case strings.Contains(version, "PREEMPT_RT"):
		return f.with(Note, "PREEMPT_RT")
	case strings.Contains(version, "PREEMPT_DYNAMIC"):
		return f.with(Note, "chosen at boot (PREEMPT_DYNAMIC)")
	case strings.Contains(version, "PREEMPT"):
		return f.with(Note, "PREEMPT")
	}
	return f.with(Good, "none or voluntary")
}
