package place

import (
	"fmt"
	"slices"
	"strings"

	"ipcbench/internal/host"
)

// ParseCPUs parses -ipc.cpus, a comma-separated list of CPU numbers and ranges. It returns them in the order of the
// list; nil if the list is empty. It refuses a CPU that this process may not use, or that is listed twice. Its error
// is one line that names the flag, the list and the choices.
func ParseCPUs(list string) ([]int, error) {
	if list == "" {
		return nil, nil
	}
	usable, err := host.UsableCPUs()
	if err != nil {
		return nil, err
	}
	var chosen []int
	for word := range strings.SplitSeq(list, ",") {
		ids, err := host.ParseCPUs(strings.TrimSpace(word))
		unfit := func(id int) bool { return !slices.Contains(usable, id) || slices.Contains(chosen, id) }
		if err != nil || len(ids) == 0 || slices.ContainsFunc(ids, unfit) {
			return nil, fmt.Errorf("-ipc.cpus=%s: %q is not one of the CPUs that this process may use, each once: "+
				"choose from %s, such as -ipc.cpus=%d",
				list, word, strings.Trim(fmt.Sprint(usable), "[]"), usable[len(usable)-1])
		}
		chosen = append(chosen, ids...)
	}
	return chosen, nil
}
