package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/olekukonko/tablewriter/pkg/twwidth"
)

// quantities are the numbers of a text with their units, in ascending order.
func quantities(text string) []string {
	found := quantityOf.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

var (
	quantityOf = regexp.MustCompile(`\d[\d.,/]*\d(?: ?(?:[nµm]?s|[kMG]?B/s|[KMG]iB|B|[kMG]|%)\b)?|\d`)
	hangul     = regexp.MustCompile(`\p{Hangul}`)
)

// inBoth are the command lines that are said in every language.
var inBoth = [][]string{
	{"show", "--full", "../results/baseline.txt"},
	{"show", "../results/baseline.txt"},
	{"show", "--full", "../results/hosts.txt"},
	{"show", "--full", "testdata/one.txt", "testdata/second-run.txt", "testdata/other-machine.txt"},
	{"show", "--full", "testdata/floors.txt"},
	{"show", "--full", "testdata/paced.txt"},
	{"show", "--full", "testdata/signs.txt"},
	{"show", "--full", "testdata/states.txt"},
	{"show", "--full", "testdata/toy.txt"},
	{"claims", "../results/baseline.txt"},
	{"claims", "testdata/one.txt"},
	{"choose", "--size=2KiB", "--rate=20k", "--max-cores=0.3", "--p99=200us", "--relation=any",
		"--needs=no shared memory", "../results/baseline.txt"},
	{"choose", "--prefer=throughput", "--throughput=500MB/s", "--direction=duplex", "../results/baseline.txt"},
	{"choose", "--prefer=simplicity", "--scope=thread", "--top=0", "--wait=block", "../results/baseline.txt"},
}

// Whatever the language, a report has the same numbers with the same units.
func TestLanguagesHaveTheSameNumbers(t *testing.T) {
	for _, args := range inBoth {
		for _, form := range []string{"text", "markdown"} {
			said := func(language string) string {
				status, out, errs := call(t, nil, append(slices.Clone(args), "--width=2000", "--format="+form,
					"--lang="+language)...)
				if !drawn(status, errs) || out == "" {
					t.Fatalf("%q in %s: status %d, %s", args, language, status, errs)
				}
				return out
			}
			english, korean := said("en"), said("ko")
			if hangul.MatchString(english) || !hangul.MatchString(korean) {
				t.Errorf("%q, %s: not in the language that was asked for", args, form)
			}
			want, got := quantities(english), quantities(korean)
			if !slices.Equal(want, got) {
				t.Errorf("%q, %s: numbers that only English has: %q\nthat only Korean has: %q", args, form,
					missing(want, got), missing(got, want))
			}
		}
	}
}

// missing are the elements of a sorted list that another sorted list lacks.
func missing(from, in []string) (list []string) {
	rest := slices.Clone(in)
	for _, one := range from {
		if i, ok := slices.BinarySearch(rest, one); ok {
			rest = slices.Delete(rest, i, i+1)
		} else {
			list = append(list, one)
		}
	}
	return list
}

// Korean letters are two columns wide: no line is longer than the terminal, and the columns of numbers stand in line.
func TestWideLettersFit(t *testing.T) {
	for _, width := range []int{60, 100, 140} {
		for _, args := range inBoth[3:12] {
			_, out, errs := call(t, nil, append(slices.Clone(args), "--lang=ko", fmt.Sprintf("--width=%d", width))...)
			if out == "" {
				t.Fatal(errs)
			}
			for _, line := range strings.Split(out, "\n") {
				if n := twwidth.Width(line); n > width && strings.Contains(strings.TrimSpace(line), " ") &&
					!strings.HasPrefix(line, "    ") { // a command is one line
					t.Errorf("%q: a line of %d in a width of %d:\n%s", args, n, width, line)
				}
			}
		}
	}
}

// A language that there is not is named with those that there are.
func TestUnknownLanguages(t *testing.T) {
	for _, command := range []string{"show", "claims", "choose"} {
		status, out, errs := call(t, nil, command, "--lang=xx", "testdata/one.txt")
		if status != exitUsage || out != "" || !strings.Contains(errs, `"en","ko"`) {
			t.Errorf("%s: status %d, %s", command, status, errs)
		}
	}
}
