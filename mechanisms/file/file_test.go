package file_test

import (
	"testing"

	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/mechtest"
)

func TestFile(t *testing.T) { mechtest.Run(t, file.File{}) }

func TestTmpfs(t *testing.T) { mechtest.Run(t, file.File{Tmpfs: true}) }

func TestPwrite(t *testing.T) { mechtest.Run(t, file.Kept{}) }

func TestInotify(t *testing.T) { mechtest.Run(t, file.Kept{Inotify: true}) }

func TestLock(t *testing.T) { mechtest.Run(t, file.Lock{}) }
