package resultfile

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"ipcbench/report/internal/benchname"
	"ipcbench/report/internal/text"
)

// An event is one line of go test -json. Source: go doc test2json.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a build's output
	Test       string
	Output     string
}

const separator = "\x00" // between package and import path, in a key

// events puts the texts of go test -json together again: a benchmark's line comes in several events, those of other
// packages may lie between.
type events struct {
	partial map[string][]byte // by package: the beginning of a line
	last    string            // package of the last line
}

// looksLikeEvent tells a damaged event from other text in braces.
func looksLikeEvent(line []byte) bool {
	for _, begin := range []string{`{"Time"`, `{"Action"`, `{"ImportPath"`} {
		if bytes.HasPrefix(line, []byte(begin)) {
			return true
		}
	}
	return false
}

// event takes an event apart into the lines that it completes; false if the line is none.
func (f *filter) event(line []byte) (done [][]byte, ok bool) {
	if len(line) == 0 || line[0] != '{' {
		return nil, false
	}
	var e event
	if err := json.Unmarshal(line, &e); err != nil || e.Action == "" {
		if !looksLikeEvent(line) {
			return nil, false
		}
		f.problems.add("json", f.line, "damaged line of go test -json, ignored")
		return nil, true
	}
	switch {
	case e.Action == "fail" && strings.HasPrefix(e.Test, "Benchmark"):
		f.failedEvent(e.Test)
	case e.Output != "":
		return f.events.add(e), true
	}
	return nil, true
}

// add takes the text of an event and returns the lines that are whole now. A line of another package than the one
// before says so first.
func (s *events) add(e event) (done [][]byte) {
	if s.partial == nil {
		s.partial = map[string][]byte{}
	}
	key := e.Package + separator + e.ImportPath
	text := append(s.partial[key], e.Output...)
	for {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			break
		}
		done, text = append(s.of(e.Package, done), text[:end:end]), text[end+1:]
	}
	if len(text) > maxLine {
		text = text[:maxLine]
	}
	s.partial[key] = bytes.Clone(text)
	return done
}

// of puts a line before that of another package than the last one that says so.
func (s *events) of(pkg string, done [][]byte) [][]byte {
	if pkg == "" || pkg == s.last {
		return done
	}
	s.last = pkg
	return append(done, []byte("pkg: "+strings.ReplaceAll(pkg, "\n", " ")))
}

// rest are the lines that no newline ended.
func (s *events) rest() (done [][]byte) {
	for _, key := range slices.Sorted(maps.Keys(s.partial)) {
		if text := s.partial[key]; len(text) > 0 {
			pkg, _, _ := strings.Cut(key, separator)
			done = append(s.of(pkg, done), text)
		}
	}
	s.partial = nil
	return done
}

// failedEvent records a benchmark of which an event says that it failed, unless its output said so already, or that
// of one below it.
func (f *filter) failedEvent(test string) {
	name := benchname.Bare(text.Clean(test))
	if f.failed[name] {
		return
	}
	f.fail(SideLine{Line: f.line, Name: name, Text: "it ended without a word"})
}
