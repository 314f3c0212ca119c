package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The sub-commands answer a wrong call with one line and exit status 2, and write nothing.
func TestSubcommandsAreCalledWrongly(t *testing.T) {
	const good = "../results/baseline.txt"
	empty := t.TempDir()
	for name, c := range map[string]struct {
		arguments []string
		want      string
	}{
		"history: no directory":     {[]string{"history", "/does/not/exist"}, "/does/not/exist: no such file"},
		"history: nothing in it":    {[]string{"history", empty}, "no result file in it"},
		"history: percentage":       {[]string{"history", "--least=3", "../results"}, "--least=3: not a percentage"},
		"history: charts":           {[]string{"history", "--charts=-1", "../results"}, "--charts=-1"},
		"history: form":             {[]string{"history", "--format=xml", "../results"}, "--format must be one of"},
		"show: state":               {[]string{"--state=middle", "testdata/states.txt"}, "there are all, far, near"},
		"show: one state":           {[]string{"--state=near", "testdata/clean.txt"}, "one state only"},
		"claims: state":             {[]string{"claims", "--state=near", "testdata/clean.txt"}, "one state only"},
		"claims: short as JSON":     {[]string{"claims", "--short", "--json", good}, "--short is for text"},
		"claims: language":          {[]string{"claims", "--lang=fr", good}, "--lang must be one of"},
		"compare: one file":         {[]string{"compare", good}, "<new>"},
		"compare: alpha":            {[]string{"compare", "--alpha=2", good, good}, "--alpha=2"},
		"ab: nothing to compare":    {[]string{"ab"}, "say what to compare"},
		"ab: no such form":          {[]string{"ab", "--format=xml"}, "--format must be one of"},
		"ab: a budget without unit": {[]string{"ab", "--budget=5"}, "--budget"},
		"ab: width below the least": {[]string{"history", "--width=3", "../results"}, "--width=3"},
		"there is no such command":  {[]string{"compare", "--colour", good, good}, "unknown flag --colour"},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, errs := call(t, nil, c.arguments...)
			if status != exitUsage || out != "" || !strings.Contains(errs, c.want) || strings.Count(errs, "\n") != 1 {
				t.Errorf("status %d, standard output %q, standard error %q", status, out, errs)
			}
		})
	}
	if left, _ := os.ReadDir(empty); len(left) > 0 {
		t.Errorf("written: %v", left)
	}
}

// Whatever is wrong is told in one line that names the thing and what to do.
func TestErrorsNameTheRemedy(t *testing.T) {
	const good, bad = "testdata/clean.txt", "testdata/bad/"
	empty := t.TempDir()
	for name, c := range map[string]struct {
		arguments     []string
		thing, remedy string
	}{
		"show: flag":         {[]string{"--ful", good}, "unknown flag --ful", `"--full"`},
		"show: another flag": {[]string{"show", "--xyz", good}, "--xyz", "see report show --help"},
		"show: format":       {[]string{"--format=pdf", good}, "--format", `"text","markdown","json","csv"`},
		"show: formats":      {[]string{"--json", "--csv", good}, "several forms", "choose one of"},
		"show: width":        {[]string{"--width=3", good}, "--width=3", "choose so many or more"},
		"show: state":        {[]string{"--state=near", good}, "near", "leave out --state"},
		"show: nothing":      {[]string{bad + "json-stopped.txt"}, "no input held", "give a file that make bench"},
		"show: failed":       {[]string{bad + "failed.txt"}, "failed: " + tcp64, "run it again by go test -bench"},
		"show: directory":    {[]string{"-o", good + "/x", good}, "-o " + good + "/x", "choose a directory"},

		"compare: one file": {[]string{"compare", good}, "<new>", "see report compare --help"},
		"compare: alpha":    {[]string{"compare", "--alpha=2", good, good}, "--alpha=2", "0.05 is usual"},
		"compare: label":    {[]string{"compare", "a=" + good, "a=" + good}, "labelled a", "as in before="},
		"compare: twice":    {[]string{"compare", "-", "a=-"}, "stands twice", "name a file for the other"},
		"compare: unit":     {[]string{"compare", "--unit=x", good, good}, "--unit=x", "there are "},
		"compare: by":       {[]string{"compare", "--by=/x", good, good}, "--by=/x", "there are "},
		"compare: by what":  {[]string{"compare", "--by=(", good, good}, "--by=(", "such as /mech"},
		"compare: filter":   {[]string{"compare", "--filter=(", good, good}, "--filter=(", "such as .name"},
		"compare: despite":  {[]string{"compare", "--despite=x", good, good}, "--despite=x", "there are "},
		"compare: machines": {[]string{"compare", good, "testdata/other-machine.txt"}, "not the same machine",
			"to compare all the same: --despite="},

		"history: path":    {[]string{"history", "/nowhere"}, "/nowhere", "name a directory that holds"},
		"history: nothing": {[]string{"history", empty}, empty, "put one there for each run"},
		"history: least":   {[]string{"history", "--least=3", empty}, "--least=3", "such as 1%"},
		"history: charts":  {[]string{"history", "--charts=-1", empty}, "--charts=-1", "0 draws none"},

		"ab: nothing":     {[]string{"ab"}, "what to compare", "BASE=<commit>"},
		"ab: both":        {[]string{"ab", "--base=x", "--a=y"}, "not both", "either a commit"},
		"ab: budget":      {[]string{"ab", "--a=true", "--b=true", "--budget=-1s"}, "BUDGET=-1s", "for example 5m"},
		"ab: time":        {[]string{"ab", "--budget=5"}, "--budget", "see report ab --help"},
		"ab: cells":       {[]string{"ab", "--a=true", "--b=true", "--cells=("}, "CELLS=(", "such as 'mech="},
		"ab: least":       {[]string{"ab", "--a=true", "--b=true", "--least=x"}, "LEAST=x", "such as 3%"},
		"ab: no programs": {[]string{"ab", "--a=true", "--b=true"}, `"true"`, "it must run benchmarks"},
		"ab: commit":      {[]string{"ab", "--base=nosuchcommit"}, "BASE=nosuchcommit", "git fetch"},

		"choose: size":   {[]string{"choose", "--size=x", good}, "--size", "write bytes, such as"},
		"choose: rate":   {[]string{"choose", "--rate=x", good}, "--rate", "write messages a second"},
		"choose: prefer": {[]string{"choose", "--prefer=x", good}, "--prefer", `one of "p99"`},
		"choose: top":    {[]string{"choose", "--top=-1", good}, "--top", "0 is all"},
		"choose: shared": {[]string{"choose", "--containers=x", good}, "--containers=x", "leave it out"},
		"choose: scope":  {[]string{"choose", "--scope=host", good}, "--scope=host", "measure with -ipc.scopes=host"},
		"choose: file":   {[]string{"choose", "/nowhere"}, "no input held", "give a file that make bench"},

		"claims: short": {[]string{"claims", "--short", "--json", good}, "--short", "leave it out"},
		"claims: state": {[]string{"claims", "--state=x", good}, `no state "x"`, "leave out --state"},
		"claims: file":  {[]string{"claims", "/nowhere"}, "nothing to judge", "make quick measures"},

		"doctor: host": {[]string{"doctor", "--host=there"}, "--host=there", "choose ssh://"},
		"doctor: file": {[]string{"doctor", good}, good, "see report doctor --help"},

		"rounds: count":  {[]string{"rounds", "-o", empty + "/x", "--rounds=0", "true"}, "--rounds=0", "choose at least 1"},
		"rounds: few":    {[]string{"rounds", "-o", empty + "/x", "--few=(", "true"}, "--few=(", "put a backslash"},
		"rounds: exists": {[]string{"rounds", "-o", good, "true"}, good, "name a file that does not exist"},

		"histograms: path":    {[]string{"histograms", "/nowhere"}, "/nowhere", "name the directory that"},
		"histograms: nothing": {[]string{"histograms", empty}, ".hlog", "-ipc.histograms=DIR writes some"},
		"histograms: damaged": {[]string{"histograms", good}, good + ":", "leave this one out"},

		"completion: shell": {[]string{"completion", "tcsh"}, "tcsh", `"bash","zsh","fish"`},
		"no such command":   {[]string{"--no-such"}, "--no-such", "--help"},
	} {
		t.Run(name, func(t *testing.T) {
			status, _, errs := call(t, nil, c.arguments...)
			last := errs[strings.LastIndexByte(strings.TrimSuffix(errs, "\n"), '\n')+1:]
			if status == exitOK || !strings.HasPrefix(last, "report") || !strings.Contains(last, c.thing) ||
				!strings.Contains(last, c.remedy) {
				t.Errorf("status %d, standard error %q, want %q and %q", status, errs, c.thing, c.remedy)
			}
		})
	}
}

// The committed baseline reads as a history of one run, and compares equal with itself.
func TestSubcommandsReadTheBaseline(t *testing.T) {
	status, out, errs := call(t, nil, "compare", "../results/baseline.txt", "../results/baseline.txt", "--filter",
		".name:Latency")
	if status != exitOK || !strings.Contains(out, "Latency/mech=pipe/") || strings.Contains(out, "worse") ||
		errs != "" {
		t.Errorf("compare: status %d, %s%s", status, out, errs)
	}
	dir := t.TempDir()
	baseline, err := os.ReadFile("../results/baseline.txt")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "one.txt"), baseline, 0o600); err != nil {
		t.Fatal(err)
	}
	pages := filepath.Join(t.TempDir(), "pages")
	status, out, errs = call(t, nil, "history", dir, "-o", pages)
	if status != exitOK || !strings.Contains(out, "nothing to compare") || strings.Contains(out, "changed") {
		t.Errorf("history: status %d, %s%s", status, out, errs)
	}
	for _, name := range []string{"index.html", "summary.md"} {
		if text, err := os.ReadFile(filepath.Join(pages, name)); err != nil ||
			!strings.Contains(string(text), "ipcbench history") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
