package place

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/internal/sys"
)

// ParseCPUs reads -ipc.cpus: CPUs that this process may use, each once, in the order of preference.
func ParseCPUs(list string) ([]int, error) {
	if list == "" {
		return nil, nil
	}
	usable, err := sys.UsableCPUs()
	if err != nil {
		return nil, err
	}
	var chosen []int
	for word := range strings.SplitSeq(list, ",") {
		ids, err := sys.ParseCPUs(strings.TrimSpace(word))
		unfit := func(id int) bool { return !slices.Contains(usable, id) || slices.Contains(chosen, id) }
		if err != nil || len(ids) == 0 || slices.ContainsFunc(ids, unfit) {
			return nil, fmt.Errorf("-ipc.cpus=%s: %q is not one of the CPUs that this process may use, each once: choose from %s, such as -ipc.cpus=%d",
				list, word, strings.Trim(fmt.Sprint(usable), "[]"), usable[len(usable)-1])
		}
		chosen = append(chosen, ids...)
	}
	return chosen, nil
}
