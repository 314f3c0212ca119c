package host

import (
	"strconv"
	"strings"
)

// CacheSizes are the sizes in bytes of the caches for data that a CPU uses, by level, and of their lines. What the
// kernel does not show is absent, or 0. Source: Documentation/ABI/testing/sysfs-devices-system-cpu.
func (r Root) CacheSizes(cpu int) (byLevel map[int]int, line int) {
	byLevel = map[int]int{}
	for _, name := range r.Names("sys/devices/system/cpu/cpu" + strconv.Itoa(cpu) + "/cache/index[0-9]*/size") {
		dir := strings.TrimSuffix(name, "size")
		level, err := strconv.Atoi(r.Line(dir + "level"))
		size := cacheSize(r.Line(name))
		if kind := r.Line(dir + "type"); err != nil || size == 0 || kind != "Data" && kind != "Unified" {
			continue
		}
		byLevel[level] = size
		if n, err := strconv.Atoi(r.Line(dir + "coherency_line_size")); err == nil && n > 0 {
			line = n
		}
	}
	return byLevel, line
}

// cacheSize parses the kernel's size of a cache, such as 32K; 0 if it is none.
func cacheSize(text string) int {
	digits, factor := text, 1
	if n, ok := strings.CutSuffix(text, "K"); ok {
		digits, factor = n, 1<<10
	} else if n, ok := strings.CutSuffix(text, "M"); ok {
		digits, factor = n, 1<<20
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 1<<40/factor {
		return 0
	}
	return n * factor
}
