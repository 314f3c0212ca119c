package e2e

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"ipcbench/mechanisms/catalogue"
)

// make curves refuses, in one line and before it compiles anything, what it cannot do. For a family it names the
// choices, which are those of the catalogue.
func TestCurvesRefusesWhatItCannotDo(t *testing.T) {
	var families []string
	for _, m := range catalogue.All() {
		if f := m.Traits().Family; !slices.Contains(families, f) {
			families = append(families, f)
		}
	}
	for set, says := range map[string]string{
		"FAMILY=pigeons": "choose one of " + strings.Join(families, " "), "FAMILY=*": "choose one of",
		"FAMILY=pipe file": "choose one of", "LIMIT=1.5": "LIMIT=1.5", "LIMIT=0": "LIMIT=0", "ROUNDS=x": "ROUNDS=x",
	} {
		script := exec.Command("../../scripts/curves.sh")
		script.Env = append(os.Environ(), set)
		out, err := script.CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 2 {
			t.Errorf("%s: %v, want exit status 2", set, err)
		}
		if lines := strings.Count(string(out), "\n"); lines != 1 || !strings.Contains(string(out), says) {
			t.Errorf("%s: want one line with %q: %s", set, says, out)
		}
	}
}
