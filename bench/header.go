package bench

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// CommitVariable is the environment variable in which a script says what commit is measured; results then carry it.
const CommitVariable = "IPCBENCH_COMMIT"

// writeHeader writes what stands before the results: configuration and unit lines that every reader of Go benchmark
// format takes, and comment lines that only ours does. docs/format.md lists them.
func writeHeader(w io.Writer, s selection, p plan) {
	fmt.Fprintf(w, "# date %s\n", time.Now().UTC().Format(time.RFC3339))
	if round := os.Getenv(RoundVariable); round != "" {
		fmt.Fprintf(w, "# round %s\n", round)
	}
	if commit := os.Getenv(CommitVariable); commit != "" {
		fmt.Fprintf(w, "# commit %s\n", strings.Join(strings.Fields(commit), " "))
	}
	machineLines(w)
	for _, l := range placeLines(p.usedPlaces()) {
		fmt.Fprintf(w, "# %s\n", l)
	}
	for _, l := range unitLines {
		fmt.Fprintln(w, l)
	}
	for _, m := range s.mechanisms {
		row, err := json.Marshal(m.Traits().Taxonomy())
		if err != nil {
			panic(err) // a struct of strings
		}
		fmt.Fprintf(w, "# mechanism %s\n", row)
	}
	for _, one := range p.skips {
		fmt.Fprintf(w, "# %v\n", one)
	}
}
