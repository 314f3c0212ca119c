package pipe_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"

	"golang.org/x/sys/unix"
)

// prepare makes what a pair would share, in a directory of the test.
func prepare(t *testing.T, m mechanisms.Mechanism) *mechanisms.Preparation {
	t.Helper()
	p := &mechanisms.Preparation{Dir: t.TempDir(), Unique: "test", Size: 64, Wait: mechanisms.Block}
	t.Cleanup(func() {
		for _, s := range mechanisms.Sides {
			for _, fd := range p.FDs(s) {
				unix.Close(fd)
			}
		}
	})
	if err := m.Prepare(p); err != nil {
		t.Fatal(err)
	}
	return p
}

// One channel is simplex: the end that reads refuses a write, and the end that writes a read.
func TestUnusedEndRefuses(t *testing.T) {
	p := prepare(t, pipe.Pipe{})
	byte1 := make([]byte, 1)
	for _, s := range mechanisms.Sides {
		if _, err := unix.Write(p.FDs(s)["read"], byte1); !errors.Is(err, unix.EBADF) {
			t.Errorf("writing to the read end of side %v: %v, want EBADF", s, err)
		}
		if _, err := unix.Read(p.FDs(s)["write"], byte1); !errors.Is(err, unix.EBADF) {
			t.Errorf("reading from the write end of side %v: %v, want EBADF", s, err)
		}
	}
}

// The relation that each declares is true: a FIFO has a name that any process may open, and nothing is inherited; an
// anonymous pipe has none, and everything is.
func TestRelation(t *testing.T) {
	named := prepare(t, pipe.FIFO{})
	for _, s := range mechanisms.Sides {
		if len(named.FDs(s)) > 0 {
			t.Errorf("fifo: side %v inherits %v", s, named.FDs(s))
		}
	}
	fifos, err := filepath.Glob(filepath.Join(named.Dir, "*"))
	if err != nil || len(fifos) != 2 {
		t.Fatalf("fifo: names %q, %v; want two", fifos, err)
	}
	for _, name := range fifos {
		info, err := os.Stat(name)
		if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
			t.Errorf("%s: %v, %v; want a FIFO", name, info, err)
		}
		fd, err := unix.Open(name, unix.O_RDWR|unix.O_NONBLOCK, 0)
		if err != nil {
			t.Errorf("a process that knows only its name cannot open %s: %v", name, err)
			continue
		}
		unix.Close(fd)
	}
	anonymous := prepare(t, pipe.Pipe{})
	if entries, err := os.ReadDir(anonymous.Dir); err != nil || len(entries) > 0 || len(anonymous.Early()) > 0 {
		t.Errorf("pipe: has a name: %v, %v", entries, err)
	}
	if len(anonymous.FDs(mechanisms.A)) != 2 || len(anonymous.FDs(mechanisms.B)) != 2 {
		t.Error("pipe: each side inherits two ends")
	}
}
