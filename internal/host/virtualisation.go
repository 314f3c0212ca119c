package host

import (
	"slices"
	"strings"
)

// makers are what hypervisors call themselves in the firmware's tables (SMBIOS, System Information), and how we call them.
var makers = []struct{ words, name string }{
	{"QEMU", "kvm"}, {"KVM", "kvm"}, {"OpenStack", "kvm"}, {"Amazon EC2", "kvm"}, {"Google", "kvm"}, {"DigitalOcean", "kvm"}, {"Alibaba", "kvm"},
	{"Microsoft", "hyperv"}, {"VMware", "vmware"}, {"VirtualBox", "virtualbox"}, {"Xen", "xen"}, {"Apple Virtualization", "apple"}, {"Parallels", "parallels"},
}

// Virtualisation names the hypervisor: kvm, hyperv, xen, vmware …, or vm for one without a name. It is none where the kernel shows that there is
// none, and unknown if it does not tell.
//
// On x86 the processor says whether there is one (CPUID, flag "hypervisor"), and its clocks which. Others have no such flag: there the
// firmware's tables and the device tree name it. Source: Documentation/ABI/testing/sysfs-hypervisor-xen,
// Documentation/devicetree/bindings/arm/xen.txt, drivers/firmware/dmi-id.c.
func (r Root) Virtualisation() string {
	info := r.Line("proc/cpuinfo")
	if info == "" {
		return "unknown"
	}
	if flags, ok := cpuFlags(info); ok {
		if !slices.Contains(flags, "hypervisor") {
			return "none"
		}
		clocks := r.Line("sys/devices/system/clocksource/clocksource0/available_clocksource")
		for _, v := range []string{"kvm", "hyperv", "xen"} {
			if strings.Contains(clocks, v) {
				return v
			}
		}
		return "vm"
	}
	if kind := r.Line("sys/hypervisor/type"); kind != "" {
		return kind
	}
	tree := r.Line("proc/device-tree/hypervisor/compatible") + r.Line("sys/firmware/devicetree/base/hypervisor/compatible")
	for _, v := range []string{"kvm", "xen"} {
		if strings.Contains(tree, v) {
			return v
		}
	}
	vendor, product := r.Line("sys/class/dmi/id/sys_vendor"), r.Line("sys/class/dmi/id/product_name")
	if strings.Contains(product, ".metal") { // a whole machine that is let
		return "none"
	}
	for _, m := range makers {
		if strings.Contains(vendor, m.words) || strings.Contains(product, m.words) {
			return m.name
		}
	}
	if vendor != "" || r.Line("sys/firmware/devicetree/base/model") != "" {
		return "none"
	}
	return "unknown"
}

// cpuFlags are those of the first processor of /proc/cpuinfo; ok is false if it has no such line, as on arm64.
func cpuFlags(info string) (flags []string, ok bool) {
	for l := range strings.Lines(info) {
		if key, value, _ := strings.Cut(l, ":"); strings.TrimSpace(key) == "flags" {
			return strings.Fields(value), true
		}
	}
	return nil, false
}
