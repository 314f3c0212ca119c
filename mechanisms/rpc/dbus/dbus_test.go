package dbus_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/rpc/dbus"
)

func TestDBus(t *testing.T) { mechtest.Run(t, dbus.DBus{}) }
