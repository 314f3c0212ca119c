package network

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// interruptCPUs are the CPUs that a network device interrupts, as a list in the kernel's form; "" if it has no
// interrupts of its own, as a virtual device, or they are not shown. root is where /proc and /sys are.
// Source: Documentation/ABI/testing/sysfs-bus-pci (msi_irqs), Documentation/core-api/irq/irq-affinity.rst.
func interruptCPUs(root, device string) string {
	var cpus []string
	for _, of := range []string{"device", "device/.."} { // of a virtio device the bus device above it has them
		entries, err := os.ReadDir(filepath.Clean(root) + "/sys/class/net/" + device + "/" + of + "/msi_irqs")
		if err != nil {
			continue
		}
		for _, e := range entries {
			for _, name := range []string{"effective_affinity_list", "smp_affinity_list"} {
				text, err := os.ReadFile(filepath.Join(root, "proc/irq", e.Name(), name))
				if list := strings.TrimSpace(string(text)); err == nil && list != "" {
					cpus = append(cpus, strings.Split(list, ",")...)
					break
				}
			}
		}
	}
	slices.SortFunc(cpus, func(a, b string) int { return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(a, b)) })
	return strings.Join(slices.Compact(cpus), ",")
}

// first is the first CPU of a range such as 2-5.
func first(list string) int {
	from, _, _ := strings.Cut(list, "-")
	n, _ := strconv.Atoi(from)
	return n
}
