package history

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
)

// nowhere is the hardware of files that have no result; that of files which do not name theirs is "".
const nowhere = "\x00"

// A Failure is a benchmark that failed in one file.
type Failure struct {
	resultfile.Failure
	Label    string // of its run
	Hardware string // nowhere if its machine is not known
	Newest   bool   // in the newest run of its machine

	date time.Time
}

// failuresOf are those of one file. A machine's belong to its run; where nothing was measured they are the file's.
func failuresOf(set *results.Set, file string, runs []Run) (list []Failure) {
	for _, r := range runs {
		for _, f := range r.machine.Failures {
			list = append(list, Failure{Failure: resultfile.Failure{Name: f.Name, Text: f.Text, File: file},
				Label: r.Label(), Hardware: r.Hardware(), date: r.Date})
		}
	}
	if len(runs) > 0 {
		return list
	}
	nameless := Run{File: file, Date: earliest(set.Dates)}
	for _, f := range set.Failures {
		list = append(list, Failure{Failure: f, Label: nameless.Label(), Hardware: nowhere, date: nameless.Date})
	}
	return list
}

// markNewest marks the failures of the newest run of each machine, and of files that are no older than any run.
func markNewest(failures []Failure, runs []Run) {
	newest := map[string]Run{}
	for _, r := range runs { // in order of time
		newest[r.Hardware()] = r
		newest[nowhere] = r
	}
	for i := range failures {
		f := &failures[i]
		r, ok := newest[f.Hardware]
		f.Newest = !ok || cmp.Or(f.date.Compare(r.Date), strings.Compare(f.File, r.File)) >= 0
	}
}

// NewestOf are the failures of the newest runs.
func NewestOf(failures []Failure) (list []resultfile.Failure) {
	for _, f := range failures {
		if f.Newest {
			list = append(list, f.Failure)
		}
	}
	return list
}

// failedList is a list of what failed on a machine: each benchmark once, with how often and when last.
func failedList(failures []Failure, hardware string) (list table.List) {
	list.Title = "Failed"
	times := map[string]int{}
	last := map[string]Failure{}
	var names []string
	for _, f := range failures { // in order of time
		if f.Hardware != hardware {
			continue
		}
		if times[f.Name] == 0 {
			names = append(names, f.Name)
		}
		times[f.Name]++
		last[f.Name] = f
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Compare(newestFirst(last[a]),
			newestFirst(last[b]))
	})
	for _, name := range names {
		f := last[name]
		when := fmt.Sprintf("last in %s", f.Label)
		if f.Newest {
			when = "in the newest run"
		}
		if times[name] > 1 {
			when = fmt.Sprintf("%d times, %s", times[name], when)
		}
		list.Items = append(list.Items, fmt.Sprintf("%s (%s): %s", cmp.Or(name, "a run"), when, f.Text))
	}
	return list
}

func newestFirst(f Failure) int {
	if f.Newest {
		return 0
	}
	return 1
}
