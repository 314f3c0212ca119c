// Package host reads what the kernel shows of the machine: what of it bears on results.
package host

import (
	"os"
	"path/filepath"
	"strings"
)

// Line is the text of a one-line file, without the space around it; "" if it cannot be read.
func Line(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// A Root is where /proc and /sys are: "/" for this machine.
type Root string

// Line is that of a file below the root.
func (r Root) Line(name string) string { return Line(r.path(name)) }

func (r Root) path(name string) string { return filepath.Join(string(r), name) }

// Names are the files below the root that a pattern names, as Line takes them, sorted.
func (r Root) Names(pattern string) (names []string) {
	paths, _ := filepath.Glob(r.path(pattern))
	for _, path := range paths {
		if name, err := filepath.Rel(string(r), path); err == nil {
			names = append(names, name)
		}
	}
	return names
}

// Vulnerabilities are the processor's flaws that the kernel works around and those that it leaves open; shown is false if
// it does not tell. Source: Documentation/admin-guide/hw-vuln.
func (r Root) Vulnerabilities() (mitigated, open []string, shown bool) {
	for _, name := range r.Names("sys/devices/system/cpu/vulnerabilities/*") {
		shown = true
		switch state := r.Line(name); {
		case strings.HasPrefix(state, "Mitigation"):
			mitigated = append(mitigated, filepath.Base(name))
		case strings.HasPrefix(state, "Vulnerable"):
			open = append(open, filepath.Base(name))
		}
	}
	return mitigated, open, shown
}

// TransparentHugePages is the choice in force: always, madvise or never; "" if the kernel has none.
func (r Root) TransparentHugePages() string {
	_, chosen, _ := strings.Cut(r.Line("sys/kernel/mm/transparent_hugepage/enabled"), "[")
	chosen, _, _ = strings.Cut(chosen, "]")
	return chosen
}
