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

// A predicted is file-tmpfs where somebody else has created links before, with names that can be predicted from
// process ids.
type predicted struct{ file.File }

func (predicted) Traits() mechanisms.Traits {
	t := file.File{Tmpfs: true}.Traits()
	t.Name = "predicted"
	return t
}

func (m predicted) Prepare(p *mechanisms.Preparation) error {
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

// The names of what Setup creates outside the directory of the sample cannot be predicted.
func TestSetupNamesCannotBePredicted(t *testing.T) {
	m := predicted{file.File{Tmpfs: true}}
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
