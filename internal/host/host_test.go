package host

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/klauspost/cpuid/v2"
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
	const vendor, product = "sys/class/dmi/id/sys_vendor", "sys/class/dmi/id/product_name"
	x86 := func(guest bool, vendor cpuid.Vendor) processor { return processor{true, guest, vendor} }
	var arm64 processor
	for _, c := range []struct {
		name  string
		asked processor
		files map[string]string
		want  string
	}{
		{"x86", x86(false, cpuid.VendorUnknown), nil, "none"},
		{"x86, KVM", x86(true, cpuid.KVM), nil, "kvm"},
		{"x86, Hyper-V", x86(true, cpuid.MSVM), map[string]string{vendor: "QEMU\n"}, "hyperv"},
		{"x86, a name nobody knows", x86(true, cpuid.VendorUnknown), nil, "vm"},
		{"arm64 that tells nothing", arm64, nil, "unknown"},
		{"arm64, QEMU", arm64, map[string]string{vendor: "QEMU\n"}, "kvm"},
		{"arm64, EC2", arm64, map[string]string{vendor: "Amazon EC2\n", product: "c7g.large\n"}, "kvm"},
		{"arm64, EC2, a whole machine", arm64, map[string]string{vendor: "Amazon EC2\n", product: "c7g.metal\n"},
			"none"},
		{"arm64, Azure", arm64, map[string]string{vendor: "Microsoft Corporation\n"}, "hyperv"},
		{"arm64, Xen", arm64, map[string]string{"proc/device-tree/hypervisor/compatible": "xen,xen-4.17\x00xen,xen"},
			"xen"},
		{"arm64, Xen, by /sys", arm64, map[string]string{"sys/hypervisor/type": "xen\n"}, "xen"},
		{"arm64, a small board", arm64, map[string]string{"sys/firmware/devicetree/base/model": "Raspberry Pi 5\x00"},
			"none"},
		{"arm64, a server", arm64, map[string]string{vendor: "GIGABYTE\n"}, "none"},
	} {
		if got := machine(t, c.files).virtualisation(c.asked); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// On x86 the processor tells what the kernel shows as the flag "hypervisor".
func TestTheProcessorTellsWhatTheKernelShows(t *testing.T) {
	proc, err := Here.Proc()
	if err != nil {
		t.Skip(err)
	}
	info, err := proc.CPUInfo()
	if err != nil || len(info) == 0 || len(info[0].Flags) == 0 {
		t.Skip("no flags in /proc/cpuinfo: ", err)
	}
	guest := slices.Contains(info[0].Flags, "hypervisor")
	if got := Virtualisation(); !askProcessor().tells || (got == "none") == guest || got == "unknown" {
		t.Errorf("%s, where the flag says %v", got, guest)
	}
}

func TestSysctl(t *testing.T) {
	m := machine(t, map[string]string{
		"proc/sys/fs/mqueue/msgsize_max": "8192\n", "proc/sys/kernel/sem": "32000\t1024000000\t500\t32000\n",
		"proc/sys/kernel/ostype": "Linux\n", "proc/sys/kernel/empty": "\n",
	})
	for name, want := range map[string]int{"fs.mqueue.msgsize_max": 8192, "kernel.sem": 32000} {
		if got, ok := m.Sysctl(name); !ok || got != want {
			t.Errorf("%s: %d, %v; want %d", name, got, ok, want)
		}
	}
	for _, name := range []string{"kernel.ostype", "kernel.empty", "kernel.absent"} {
		if got, ok := m.Sysctl(name); ok {
			t.Errorf("%s: %d", name, got)
		}
	}
	if got, ok := machine(t, nil).Sysctl("kernel.sem"); ok {
		t.Errorf("without a proc file system: %d", got)
	}
	if got := Sysctl("ipcbench.no.such.parameter", 7); got != 7 {
		t.Errorf("of one that no kernel has: %d, want 7", got)
	}
}

func TestClockSource(t *testing.T) {
	const dir = "sys/devices/system/clocksource/clocksource0/"
	m := machine(t, map[string]string{
		dir + "current_clocksource": "tsc\n", dir + "available_clocksource": "tsc hpet \n",
	})
	if got := m.ClockSource(); got != "tsc" {
		t.Errorf("%q, want tsc", got)
	}
	if got := machine(t, nil).ClockSource(); got != "" {
		t.Errorf("%q where nothing is shown", got)
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
	for text, want := range map[string]string{
		"always [madvise] never\n": "madvise", "[always] madvise never\n": "always", "": "",
	} {
		if got := machine(t, map[string]string{enabled: text}).TransparentHugePages(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
