package zmq

import (
	"fmt"
	"net"
	"testing"

	"golang.org/x/sys/unix"
)

// Of a socket's end only that the other side has closed its connection before is no error.
func TestErrorsOfClosingAreTold(t *testing.T) {
	if err := ignoreClosed(fmt.Errorf("close: %w", net.ErrClosed)); err != nil {
		t.Error(err)
	}
	if err := ignoreClosed(unix.EIO); err == nil {
		t.Error("EIO was swallowed")
	}
	if err := ignoreClosed(nil); err != nil {
		t.Error(err)
	}
}
