package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Where make bench and others put results, below the current directory.
const (
	resultsDir    = "results"
	latestResults = "results/latest.txt" // a link
	baseline      = "results/baseline.txt"
)

// notOwn are the result files that belong to ipcbench: nobody has measured them here.
var notOwn = []string{baseline, "results/hosts.txt", "results/gate-power.txt"}

// errNoResults says what to do where there is nothing to show.
var errNoResults = errors.New("no result file in results/: make quick measures this machine in 2 minutes, go test " +
	"-bench . one mechanism after the other\n" +
	"then: report FILE…, or go test -bench . | report")

// newest finds the results that a command is about which is given none: the newest of those that were measured here,
// else the baseline. remark says which they are, and how to get others.
func newest() (file, remark string, err error) {
	if _, err := os.Stat(latestResults); err == nil {
		return latestResults, latestResults + ": the newest results; report FILE… shows others", nil
	}
	files, err := filepath.Glob(filepath.Join(resultsDir, "*.txt"))
	if err != nil {
		return "", "", err
	}
	var last fs.FileInfo
	for _, name := range files {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || slices.Contains(notOwn, name) {
			continue
		}
		if last == nil || info.ModTime().After(last.ModTime()) {
			file, last = name, info
		}
	}
	if file != "" {
		return file, file + ": the newest results; report FILE… shows others", nil
	}
	if _, err := os.Stat(baseline); err == nil {
		return baseline, baseline + ": measured on another machine; make quick measures this one in 2 minutes", nil
	}
	return "", "", usageError{errNoResults}
}

// piped tells whether standard input is something to read: neither a terminal nor /dev/null.
func piped(in *os.File) bool {
	info, err := in.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}
