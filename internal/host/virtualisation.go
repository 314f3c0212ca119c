package host

import (
	"runtime"
	"slices"
	"strings"

	"github.com/klauspost/cpuid/v2"
	"github.com/prometheus/procfs/sysfs"
)

// Virtualisation names the hypervisor that this machine runs on: kvm, hyperv, xen, vmware …, or vm for one that does
// not tell its name. It is none where there certainly is none, and unknown where nothing tells.
//
// On x86 the processor tells whether there is one, and which. Others have no such instruction: there the firmware's
// tables and the device tree name it. Source: Documentation/ABI/testing/sysfs-hypervisor-xen,
// Documentation/devicetree/bindings/arm/xen.txt, drivers/firmware/dmi-id.c.
func Virtualisation() string { return Here.virtualisation(askProcessor()) }

// A processor is what the processor itself tells of a hypervisor.
type processor struct {
	tells  bool // it has an instruction for it
	guest  bool
	vendor cpuid.Vendor // of the hypervisor
}

// askProcessor reads CPUID. Source: Intel SDM, CPUID.01H:ECX[31]; Documentation/virt/kvm/x86/cpuid.rst, 0x40000000.
func askProcessor() processor {
	return processor{
		tells: slices.Contains([]string{"amd64", "386"}, runtime.GOARCH),
		guest: cpuid.CPU.VM(), vendor: cpuid.CPU.HypervisorVendorID,
	}
}

// vendors are our names of the hypervisors that cpuid knows.
var vendors = map[cpuid.Vendor]string{
	cpuid.KVM: "kvm", cpuid.MSVM: "hyperv", cpuid.XenHVM: "xen", cpuid.VMware: "vmware", cpuid.Bhyve: "bhyve",
	cpuid.QEMU: "qemu", cpuid.QNX: "qnx", cpuid.ACRN: "acrn",
}

// makers are words in the firmware's tables (SMBIOS, System Information), and our names of the hypervisors that write
// them there.
var makers = []struct{ words, name string }{
	{"QEMU", "kvm"}, {"KVM", "kvm"}, {"OpenStack", "kvm"}, {"Amazon EC2", "kvm"}, {"Google", "kvm"},
	{"DigitalOcean", "kvm"}, {"Alibaba", "kvm"}, {"Microsoft", "hyperv"}, {"VMware", "vmware"},
	{"VirtualBox", "virtualbox"}, {"Xen", "xen"}, {"Apple Virtualization", "apple"}, {"Parallels", "parallels"},
}

func (r Root) virtualisation(p processor) string {
	switch name := vendors[p.vendor]; {
	case p.tells && !p.guest:
		return "none"
	case p.guest && name != "":
		return name
	case p.guest:
		return "vm"
	}
	if kind := r.Line("sys/hypervisor/type"); kind != "" {
		return kind
	}
	tree := r.Line("proc/device-tree/hypervisor/compatible") +
		r.Line("sys/firmware/devicetree/base/hypervisor/compatible")
	for _, v := range []string{"kvm", "xen"} {
		if strings.Contains(tree, v) {
			return v
		}
	}
	vendor, product := r.system()
	if strings.Contains(product, ".metal") { // a cloud's name of a whole machine that it lets
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

// system is who made the machine and what it is, by the firmware's tables; "" where there are none.
func (r Root) system() (vendor, product string) {
	fs, err := sysfs.NewFS(r.path("sys"))
	if err != nil {
		return "", ""
	}
	dmi, err := fs.DMIClass()
	if err != nil {
		return "", ""
	}
	if dmi.SystemVendor != nil {
		vendor = *dmi.SystemVendor
	}
	if dmi.ProductName != nil {
		product = *dmi.ProductName
	}
	return vendor, product
}
