package host

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// machine is a root with the files given.
func machine(t *testing.T, files map[string]string) Root {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return Root(root)
}

func TestVirtualisation(t *testing.T) {
	const arm64 = "processor\t: 0\nFeatures\t: fp asimd evtstrm atomics\nCPU implementer\t: 0x41\n"
	const clocks = "sys/devices/system/clocksource/clocksource0/available_clocksource"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"not told", nil, "unknown"},
		{"bare metal", map[string]string{"proc/cpuinfo": "processor\t: 0\nflags\t\t: fpu sse2\nbugs\t\t: none\n"}, "none"},
		{"a bug of that name", map[string]string{"proc/cpuinfo": "flags\t\t: fpu\nbugs\t\t: hypervisor\n"}, "none"},
		{"KVM", map[string]string{"proc/cpuinfo": "flags\t\t: fpu hypervisor\n", clocks: "kvm-clock tsc\n"}, "kvm"},
		{"Hyper-V", map[string]string{"proc/cpuinfo": "flags\t\t: hypervisor\n", clocks: "hyperv_clocksource_tsc_page acpi_pm\n"}, "hyperv"},
		{"arm64 that tells nothing", map[string]string{"proc/cpuinfo": arm64}, "unknown"},
		{"arm64, QEMU", map[string]string{"proc/cpuinfo": arm64, "sys/class/dmi/id/sys_vendor": "QEMU\n"}, "kvm"},
		{"arm64, EC2", map[string]string{"proc/cpuinfo": arm64, "sys/class/dmi/id/sys_vendor": "Amazon EC2\n", "sys/class/dmi/id/product_name": "c7g.large\n"}, "kvm"},
		{"arm64, EC2, a whole machine", map[string]string{"proc/cpuinfo": arm64, "sys/class/dmi/id/sys_vendor": "Amazon EC2\n", "sys/class/dmi/id/product_name": "c7g.metal\n"}, "none"},
		{"arm64, Azure", map[string]string{"proc/cpuinfo": arm64, "sys/class/dmi/id/sys_vendor": "Microsoft Corporation\n"}, "hyperv"},
		{"arm64, Xen", map[string]string{"proc/cpuinfo": arm64, "proc/device-tree/hypervisor/compatible": "xen,xen-4.17\x00xen,xen"}, "xen"},
		{"arm64, a small board", map[string]string{"proc/cpuinfo": arm64, "sys/firmware/devicetree/base/model": "Raspberry Pi 5\x00"}, "none"},
		{"arm64, a server", map[string]string{"proc/cpuinfo": arm64, "sys/class/dmi/id/sys_vendor": "GIGABYTE\n"}, "none"},
		{"no clock of its own", map[string]string{"proc/cpuinfo": "flags\t\t: hypervisor\n", clocks: "tsc\n"}, "vm"},
	} {
		if got := machine(t, c.files).Virtualisation(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestVulnerabilities(t *testing.T) {
	const dir = "sys/devices/system/cpu/vulnerabilities/"
	mitigated, open, shown := machine(t, map[string]string{
		dir + "spectre_v2": "Mitigation: Retpolines; STIBP: disabled\n",
		dir + "meltdown":   "Not affected\n",
		dir + "mds":        "Vulnerable: Clear CPU buffers attempted, no microcode\n",
	}).Vulnerabilities()
	if !slices.Equal(mitigated, []string{"spectre_v2"}) || !slices.Equal(open, []string{"mds"}) || !shown {
		t.Errorf("mitigated %v, open %v, shown %v", mitigated, open, shown)
	}
	if _, _, shown := machine(t, nil).Vulnerabilities(); shown {
		t.Error("shown where the kernel shows nothing")
	}
}

func TestTransparentHugePages(t *testing.T) {
	const enabled = "sys/kernel/mm/transparent_hugepage/enabled"
	for text, want := range map[string]string{"always [madvise] never\n": "madvise", "[always] madvise never\n": "always", "": ""} {
		if got := machine(t, map[string]string{enabled: text}).TransparentHugePages(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
