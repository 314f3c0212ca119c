package claims

import (
	"os"
	"strings"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/words"
)

// The document of the claims has each claim in the words of the report, and every border of its rule.
func TestTheDocumentHasEveryBorder(t *testing.T) {
	data, err := os.ReadFile("../../../docs/claims.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := []*text{
		sockets(4, 2, 3), slots(1, 0), spinner(100, 3, 0.5), waiting(0.0001, 1, 1), files(0.8, 4), duplexes(1, 1),
		calls(2, 5), strangers(0, 6), ranked(20, 100),
	}
	for i, c := range all {
		_, after, _ := strings.Cut(string(data), "\n## "+c.id+"\n")
		section, _, _ := strings.Cut(after, "\n## ")
		p := words.English()
		if _, claim := c.says(p); !strings.Contains(section, claim) {
			t.Errorf("%s: no %q", c.id, claim)
		}
		set := texts[i].set()
		if _, listed := schema.PatternNamed(claimPattern); c.id == "C2" && !listed {
			continue // names without a mechanism are read of listed patterns only
		}
		j := &judge{Printer: p, machine: set.Machines[0], traits: set.Mechanisms}
		c.rule(j)
		if len(j.tests) == 0 {
			t.Errorf("%s: no figure", c.id)
		}
		for _, one := range j.tests {
			bound := "at least " + one.limit(p)
			if one.most {
				bound = "at most " + one.limit(p)
			}
			if !strings.Contains(section, "| "+bound+" |") {
				t.Errorf("%s: no border %q in its table", c.id, bound)
			}
		}
	}
}
