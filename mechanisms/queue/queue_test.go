package queue_test

import (
	"testing"

	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/queue"
)

func TestPOSIX(t *testing.T) { mechtest.Run(t, queue.POSIX{}) }

func TestSysV(t *testing.T) { mechtest.Run(t, queue.SysV{}) }
