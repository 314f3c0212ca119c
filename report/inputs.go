package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/term"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/words"
)

// inputsOf names what to read: the files that are given, else what is piped in, else the newest results. The same file
// given twice is read once: its samples must not count double.
func inputsOf(files []string, s streams) ([]resultfile.Input, error) {
	if len(files) == 0 {
		usual, note, err := usual(words.English(), s)
		if err != nil {
			return nil, err
		}
		switch files = usual; {
		case note != "":
			fmt.Fprintln(s.err, note)
		case files[0] != "-":
			fmt.Fprintf(s.err, "%s: the newest results; report FILE… shows others\n", files[0])
		}
	}
	if slices.Contains(files, "-") && term.IsTerminal(int(s.in.Fd())) {
		return nil, usageError{errTerminal}
	}
	var inputs []resultfile.Input
	var seen []os.FileInfo
	for _, name := range files {
		info, err := os.Stat(name)
		if name == "-" {
			info, err = s.in.Stat()
		}
		if err == nil {
			if info.IsDir() {
				fmt.Fprintln(s.err, isDirectory(name))
				continue
			}
			if given(seen, info) {
				fmt.Fprintf(s.err, "%s: given twice, read once\n", name)
				continue
			}
			seen = append(seen, info)
		}
		inputs = append(inputs, inputOf(name, s))
	}
	return inputs, nil
}

// isDirectory says what to do with a directory that was given as a result file.
func isDirectory(name string) string {
	name = strings.TrimSuffix(name, "/")
	return fmt.Sprintf("%s: is a directory; name result files in it, as by %s/*.txt, or see report history", name, name)
}

func given(seen []os.FileInfo, info os.FileInfo) bool {
	for _, other := range seen {
		if os.SameFile(other, info) {
			return true
		}
	}
	return false
}

// inputOf is a file to read, or standard input if its name is -.
func inputOf(path string, s streams) resultfile.Input {
	if path == "-" {
		return resultfile.FromReader("standard input", s.in)
	}
	saveMemory(path)
	return resultfile.FromFile(path)
}

// saveMemory has garbage collected sooner if a file is large. Then the heap is mostly numbers, in which there are no
// pointers to follow, so that it costs little.
func saveMemory(path string) {
	const large = 64 << 20
	if info, err := os.Stat(path); err == nil && info.Size() >= large {
		debug.SetGCPercent(25)
	}
}

// labelled takes label=path apart, as benchstat does; a file of that whole name is one without a label.
func labelled(argument string) (label, path string) {
	label, path, ok := strings.Cut(argument, "=")
	if _, err := os.Lstat(argument); err == nil || !ok || label == "" {
		return "", argument
	}
	return label, path
}
