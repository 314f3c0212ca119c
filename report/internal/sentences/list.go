package sentences

import (
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// Most is how many sentences are said at most.
const Most = 5

// A rule makes one sentence; it is false where nothing certain can be said.
type rule func(view) (string, bool)

// rules are all of them, the most important first.
var rules = []rule{fastest, sleeping, spinning, sockets, size, stream, calls}

// Of are the sentences that matter most on a machine, at most [Most]; none if nothing is certain. families are the
// families of the mechanisms, by name.
func Of(p *words.Printer, m *results.Machine, families map[string]string) (list []string) {
	v := viewOf(p, m, families)
	for _, r := range rules {
		if said, ok := r(v); ok && len(list) < Most {
			list = append(list, said)
		}
	}
	return list
}
