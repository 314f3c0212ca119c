package memory

import (
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

// A mirror that could not be mapped leaves nothing for its ring to unmap again: somebody else may have those
// addresses by then.
func TestAMirrorThatFailsIsNone(t *testing.T) {
	fd, err := unix.Open("/dev/null", unix.O_RDWR|unix.O_CLOEXEC, 0) // which cannot be mapped
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	page := os.Getpagesize()
	if m, err := mapMirror(fd, 0, page, page); err == nil || m.reserved != nil {
		t.Errorf("%+v, %v", m, err)
	}
}
