package bench

import (
	"slices"
	"strings"
	"testing"

	"ipcbench/mechanisms/catalogue"
)

// -ipc.families chooses the mechanisms of families, together with -ipc.mechs those that both choose.
func TestFamiliesChooseMechanisms(t *testing.T) {
	defer func(mechs, families string) { *mechsFlag, *familiesFlag = mechs, families }(*mechsFlag, *familiesFlag)
	for _, c := range []struct{ mechs, families, want, says string }{
		{"", "queue", "mq-posix mq-sysv", ""},
		{"", "que*, queue", "mq-posix mq-sysv", ""},
		{"*-posix,pipe", "queue,pipe", "pipe mq-posix", ""},
		{"pipe", "queue", "", "none of -ipc.mechs=pipe"},
		{"", "pigeons", "", "choose from memory, file, pipe, queue, socket, signal, rpc, inproc"},
		{"", "[", "", "malformed"},
	} {
		*mechsFlag, *familiesFlag = c.mechs, c.families
		chosen, err := chosenMechanisms(catalogue.All())
		var names []string
		for _, m := range chosen {
			names = append(names, m.Traits().Name)
		}
		if c.says != "" {
			if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%+v: %v", c, err)
			}
			continue
		}
		if want := strings.Fields(c.want); err != nil || !slices.Equal(names, want) {
			t.Errorf("%+v: %q, %v", c, names, err)
		}
	}
}
