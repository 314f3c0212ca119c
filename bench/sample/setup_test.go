package sample

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/file"
)

// A foretold is file-tmpfs in whose place somebody has put a link before, by the name that process ids foretell.
type foretold struct{ file.File }

func (foretold) Traits() mechanisms.Traits {
	t := file.File{Tmpfs: true}.Traits()
	t.Name = "foretold"
	return t
}

func (m foretold) Prepare(p *mechanisms.Preparation) error {
	victim := filepath.Join(filepath.Dir(p.Dir), "victim")
	if err := os.WriteFile(victim, []byte("precious"), 0o600); err != nil {
		return err
	}
	for _, name := range []string{
		fmt.Sprintf("ipcbench-setup-%d", os.Getpid()), fmt.Sprintf("ipcbench-%d-setup", os.Getppid()),
	} {
		for _, s := range mechanisms.Sides {
			link := filepath.Join("/dev/shm", name+"-from-"+s.String())
			if err := os.Symlink(victim, link); err != nil {
				return err
			}
			defer os.Remove(link)
		}
	}
	err := file.File{Tmpfs: true}.Prepare(p)
	if content, readErr := os.ReadFile(victim); readErr != nil || string(content) != "precious" {
		return errors.Join(err, fmt.Errorf("the file that the link points to is now %q (%v)", content, readErr))
	}
	return err
}

// What Setup makes outside the pair's directory has names that nobody can foretell.
func TestSetupNamesCannotBeForetold(t *testing.T) {
	m := foretold{file.File{Tmpfs: true}}
	if err := m.Available(); err != nil {
		t.Skip(err)
	}
	s, err := OpenCold(pattern.SetupCell(m), Options{Idle: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer s.ends.Kill()
	if _, err := s.run(3); err != nil {
		t.Error(err)
	}
	if err := s.close(); err != nil {
		t.Error(err)
	}
}
