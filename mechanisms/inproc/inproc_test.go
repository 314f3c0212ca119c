package inproc_test

import (
	"testing"

	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/mechtest"
)

func TestChan(t *testing.T) { mechtest.Run(t, inproc.Chan{}) }

func TestChanBuffered(t *testing.T) { mechtest.Run(t, inproc.Chan{Buffered: true}) }

func TestMutex(t *testing.T) { mechtest.Run(t, inproc.Mutex{}) }

func TestCond(t *testing.T) { mechtest.Run(t, inproc.Cond{}) }

func TestAtomic(t *testing.T) { mechtest.Run(t, inproc.Atomic{}) }
