package host

import (
	"os/exec"
	"slices"
	"testing"
)

func TestChildren(t *testing.T) {
	c := exec.Command("sleep", "60")
	if err := c.Start(); err != nil {
		t.Skip(err)
	}
	defer c.Wait()
	defer c.Process.Kill()
	if all := Children(); len(all) > 0 && !slices.Contains(all, c.Process.Pid) {
		t.Errorf("%v, without %d", all, c.Process.Pid)
	} else if len(all) == 0 {
		t.Skip("this kernel does not list children")
	}
}
