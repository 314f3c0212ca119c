package host

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Children are the process ids of this process's children, none where the kernel does not list them
// (CONFIG_PROC_CHILDREN). The files are read by hand, as procfs does not have them. Source: proc_tid_children(5).
func Children() (pids []int) {
	lists, _ := filepath.Glob("/proc/self/task/*/children")
	for _, list := range lists {
		text, _ := os.ReadFile(list)
		for _, word := range strings.Fields(string(text)) {
			if pid, err := strconv.Atoi(word); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}
