package segment_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/kit/segment"

	"golang.org/x/sys/unix"
)

// What one side writes into each kind of memory the other reads, and nobody finds anything of it afterwards.
func TestBothSidesShareTheMemory(t *testing.T) {
	for _, s := range []segment.Segment{segment.Memfd{}, segment.POSIX{}, segment.SysV{}, segment.MappedFile{}} {
		t.Run(fmt.Sprintf("%T", s), func(t *testing.T) {
			if err := s.Available(); err != nil {
				t.Skip(err)
			}
			if what, relation, crosses := s.Describe(); what == "" || relation == "" || crosses == "" {
				t.Errorf("described as %q, %q, %q", what, relation, crosses)
			}
			const size = 3*4096 + 8
			p := &mechanisms.Preparation{Dir: t.TempDir(), Unique: fmt.Sprintf("ipcbench-%d-segment", os.Getpid())}
			err := s.Create(p, size)
			defer func() { proc.Remove(slices.Concat(p.Early(), p.Late())...) }()
			if err != nil {
				t.Fatal(err)
			}
			var views [2][]byte
			for _, side := range mechanisms.Sides {
				e := &mechanisms.End{Side: side, Dir: p.Dir, FDs: p.FDs(side), Values: p.Values()}
				if views[side], err = s.Attach(e, size); err != nil {
					t.Fatal(err)
				}
			}
			if len(views[0]) < size || !bytes.Equal(views[1][:size], make([]byte, size)) {
				t.Errorf("%d bytes, of which not all are 0", len(views[0]))
			}
			views[0][0], views[0][size-1] = 1, 2
			if views[1][0] != 1 || views[1][size-1] != 2 {
				t.Errorf("the other side reads %d and %d", views[1][0], views[1][size-1])
			}
			for _, view := range views {
				if err := s.Detach(view); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// Memory without a name is there from the beginning, and all of it.
func TestNameless(t *testing.T) {
	const size = 5000
	fd, err := segment.Nameless("ipcbench-test", t.TempDir(), size)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	m, err := segment.MapPages(fd, size)
	if err != nil {
		t.Fatal(err)
	}
	m[size-1] = 1
	if err := unix.Munmap(m); err != nil {
		t.Error(err)
	}
}

// Both copies are copies, whatever the size.
func TestCopies(t *testing.T) {
	for _, size := range []int{0, 1, 8, 20, 64, 65, 5000} {
		src, dst, back := bytes.Repeat([]byte{7}, size), make([]byte, size+1), make([]byte, size)
		segment.CopyIn(dst, src)
		segment.CopyOut(back, dst[:size])
		if !bytes.Equal(back, src) || dst[size] != 0 {
			t.Errorf("%d bytes are copied wrongly", size)
		}
	}
}
