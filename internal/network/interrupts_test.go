package network

import (
	"os"
	"path/filepath"
	"testing"
)

func TestInterruptsOfADevice(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// A virtio device, whose interrupts are those of the PCI device above it, and one that has its own.
	put("sys/devices/pci/msi_irqs/37", "msix\n")
	put("sys/devices/pci/msi_irqs/38", "msix\n")
	put("sys/devices/pci/msi_irqs/39", "msix\n")
	put("sys/devices/pci/virtio/driver", "")
	put("sys/class/net/plain/device/msi_irqs/50", "msix\n")
	put("sys/class/net/veth/mtu", "1500\n")
	if err := os.MkdirAll(filepath.Join(root, "sys/class/net/virtio"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../../../devices/pci/virtio", filepath.Join(root,
		"sys/class/net/virtio/device")); err != nil {
		t.Fatal(err)
	}
	put("proc/irq/37/effective_affinity_list", "10\n")
	put("proc/irq/38/effective_affinity_list", "2\n")
	put("proc/irq/39/effective_affinity_list", "2\n")
	put("proc/irq/50/effective_affinity_list", "\n")
	put("proc/irq/50/smp_affinity_list", "0-3,8\n")
	for device, want := range map[string]string{"virtio": "2,10", "plain": "0-3,8", "veth": "", "none": ""} {
		if got := interruptCPUs(root, device); got != want {
			t.Errorf("%s: %q, want %q", device, got, want)
		}
	}
}
