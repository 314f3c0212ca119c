package main

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"ipcbench/report/internal/results"
)

// inputsOf names what to read. The same file given twice is read once: its samples must not count double.
func inputsOf(files []string, s streams) ([]results.Input, error) {
	if len(files) == 0 {
		if term.IsTerminal(int(s.in.Fd())) {
			return nil, usageError{errTerminal}
		}
		files = []string{"-"}
	}
	var inputs []results.Input
	var seen []os.FileInfo
	for _, name := range files {
		in := fileInput(name)
		info, err := os.Stat(name)
		if name == "-" {
			in = results.Input{Name: "standard input", Open: func() (io.ReadCloser, error) { return io.NopCloser(s.in), nil }}
			info, err = s.in.Stat()
		}
		if err == nil {
			if given(seen, info) {
				fmt.Fprintf(s.err, "%s: given twice, read once\n", name)
				continue
			}
			seen = append(seen, info)
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

func given(seen []os.FileInfo, info os.FileInfo) bool {
	for _, other := range seen {
		if os.SameFile(other, info) {
			return true
		}
	}
	return false
}

// fileInput is a file to read.
func fileInput(path string) results.Input {
	return results.Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}
