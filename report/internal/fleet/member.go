package fleet

import (
	"strconv"
	"strings"

	"ipcbench/report/internal/results"
	"ipcbench/report/internal/text"
	"ipcbench/report/internal/words"
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
func Members(p *words.Printer, set *results.Set, between bool) (members []Member) {
	for i, c := range set.Computers() {
		if !between && c.Within != nil {
			members = append(members, Member{c.Within, p.Sprintf("machine %s", strconv.Itoa(i+1))})
		}
		for k, m := range c.Between {
			if between {
				members = append(members, Member{m, p.Sprintf("machine %s", strconv.Itoa(i+1)+"."+strconv.Itoa(k+1))})
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
		var parts []string
		for _, key := range keys {
			if v := m.Get(key); v != "" {
				parts = append(parts, v)
			}
		}
		name := text.Clip(strings.Join(parts, "–"), longestName)
		if len(parts) < len(keys) || seen[name] {
			return nil
		}
		seen[name] = true
		names = append(names, name)
	}
	return names
}
