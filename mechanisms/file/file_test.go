package file_test

import (
	"testing"

	"ipcbench/mechanisms/file"
	"ipcbench/mechanisms/mechtest"
)

func TestFile(t *testing.T) { mechtest.Run(t, file.File{}) }
