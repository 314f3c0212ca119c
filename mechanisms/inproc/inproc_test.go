package inproc_test

import (
	"testing"

	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/mechtest"
)

func TestChan(t *testing.T) { mechtest.Run(t, inproc.Chan{}) }
