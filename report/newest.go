package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"ipcbench/report/internal/words"
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
var errNoResults = errors.New("no result file in results/: make quick measures this machine in 2 minutes, make bench " +
	"more exactly in 19\nor give some that there are: report FILE…, or go test -bench . | report")

// usual are the files to read where none is named: what is piped in, else the newest results that were measured here,
// else the baseline. note says of the baseline that it is of another machine.
func usual(p *words.Printer, s streams) (files []string, note string, err error) {
	if piped(s.in) {
		return []string{"-"}, "", nil
	}
	file, err := newest()
	switch {
	case err != nil:
		return nil, "", err
	case file != "":
		return []string{file}, "", nil
	}
	if _, err := os.Stat(baseline); err == nil {
		return []string{baseline}, p.Sprintf("There are no results of this machine yet (make bench): these are those "+
			"of another, from %s.", baseline), nil
	}
	return nil, "", usageError{errNoResults}
}

// newest is the newest file of results that were measured here, "" if there is none.
func newest() (file string, err error) {
	if _, err := os.Stat(latestResults); err == nil {
		return latestResults, nil
	}
	files, err := filepath.Glob(filepath.Join(resultsDir, "*.txt"))
	if err != nil {
		return "", err
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
	return file, nil
}

// piped tells whether standard input is something to read: neither a terminal nor /dev/null.
func piped(in *os.File) bool {
	info, err := in.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}
