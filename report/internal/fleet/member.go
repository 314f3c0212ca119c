package fleet

import (
	"fmt"
	"strings"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/text"
)

// A Member is one of the machines that stand side by side.
type Member struct {
	*results.Machine
	Name string // no other member has it
}

// longestName is how long the name of a member may be, in characters.
const longestName = 36

// Members are the machines that can stand side by side: all within one computer, or all between two hosts. They are
// named by their host lines if these tell them apart, else by the number that the headings of the report give them.
func Members(set *results.Set, between bool) (members []Member) {
	for i, c := range set.Computers() {
		if !between && c.Within != nil {
			members = append(members, Member{c.Within, fmt.Sprintf("machine %d", i+1)})
		}
		for k, m := range c.Between {
			if between {
				members = append(members, Member{m, fmt.Sprintf("machine %d.%d", i+1, k+1)})
			}
		}
	}
	for _, keys := range [][]string{{"host", results.OtherHost}, {"host"}, {results.OtherHost}} {
		if names := namesBy(members, keys); names != nil {
			for i := range members {
				members[i].Name = names[i]
			}
			break
		}
	}
	return members
}

// namesBy are names made of some settings; nil if these do not tell the members apart, or are not given.
func namesBy(members []Member, keys []string) (names []string) {
	seen := map[string]bool{}
	for _, m := range members {
		var words []string
		for _, key := range keys {
			if v := m.Get(key); v != "" {
				words = append(words, v)
			}
		}
		name := text.Clip(strings.Join(words, "–"), longestName)
		if len(words) < len(keys) || seen[name] {
			return nil
		}
		seen[name] = true
		names = append(names, name)
	}
	return names
}
