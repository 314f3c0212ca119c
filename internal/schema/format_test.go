package schema

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of docs/format.md anew")

const (
	page = "../../docs/format.md"
	end  = "\n<!-- end -->\n"
)

// begin is the line in front of a table of the page.
func begin(table string) string {
	return "<!-- " + table + ": made by go test ./internal/schema -update -->\n\n"
}

// tables are the tables that the page must have, by name.
var tables = map[string]string{
	"patterns": markdown([]string{"pattern", "an op is", "keys"}, Patterns, func(p Pattern) []string {
		return []string{code(p.Name), p.Op, codes(p.Keys, func(k Key) string { return k.Name })}
	}),
	"keys": markdown([]string{"key", "default", "says"}, Keys, func(k Key) []string {
		return []string{code(k.Name), code(k.Default), k.Meaning}
	}),
	"waits": markdown([]string{"wait=", "an end that waits"}, Waits, func(w Wait) []string {
		return []string{code(w.Name), w.Meaning}
	}),
	"places": markdown([]string{"place=", "the two ends run on"}, Places, func(p Place) []string {
		return []string{code(p.Name), p.Meaning}
	}),
	"scheds": markdown([]string{"sched=", "an end"}, Scheds, func(s Sched) []string {
		if s.RealTime {
			return []string{code(s.Name + ":<priority>"), s.Meaning}
		}
		return []string{code(s.Name), s.Meaning}
	}),
	"scopes": markdown([]string{"scope=", "the two ends are"}, Scopes, func(s Scope) []string {
		return []string{code(s.Name), s.Meaning}
	}),
	"steps": markdown([]string{"what=", "an op is"}, FloorSteps, func(s FloorStep) []string {
		return []string{code(s.Name), s.Op}
	}),
	"claims": markdown([]string{"what=", "an op is"}, ClaimKinds, func(k ClaimKind) []string {
		return []string{code(k.Name), k.Op}
	}),
	"boundaries": markdown([]string{"key", "bytes of"}, Boundaries, func(b Boundary) []string {
		return []string{code(b.Key), b.Meaning}
	}),
	"units": markdown([]string{"unit", "patterns", "better", "meaning"}, Units, func(u Unit) []string {
		meaning := u.Meaning
		if u.Disturbed > 0 {
			meaning += fmt.Sprintf(" Above %g the report counts the sample as disturbed.", u.Disturbed)
		}
		return []string{code(u.Name), patternsWith(u), u.Better.String(), meaning}
	}),
}

func code(word string) string {
	if word == "" {
		return ""
	}
	return "`" + word + "`"
}

func codes[T any](list []T, name func(T) string) string {
	var words []string
	for _, one := range list {
		words = append(words, code(name(one)))
	}
	return strings.Join(words, " ")
}

func patternsWith(u Unit) string {
	with := slices.DeleteFunc(slices.Clone(Patterns), func(p Pattern) bool { return !p.Has(u.Name) })
	if len(with) == 0 {
		return "all"
	}
	return strings.Join(namesOf(with, func(p Pattern) string { return p.Name }), ", ")
}

// markdown is a table that has a row for each element of a list.
func markdown[T any](head []string, list []T, row func(T) []string) string {
	line := func(cells []string) string { return "| " + strings.Join(cells, " | ") + " |\n" }
	text := line(head) + line(slices.Repeat([]string{"---"}, len(head)))
	for _, one := range list {
		text += line(row(one))
	}
	return text
}

// The tables of docs/format.md are those that follow from this package, word for word.
func TestFormatPageIsCurrent(t *testing.T) {
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for name, want := range tables {
		before, rest, ok := strings.Cut(text, begin(name))
		table, after, ended := strings.Cut(rest, end)
		if !ok || !ended {
			t.Errorf("%s: no table between %q and %q", page, strings.TrimSpace(begin(name)), strings.TrimSpace(end))
			continue
		}
		if table != want && !*update {
			t.Errorf("%s, %s: differs from this package (go test ./internal/schema -update makes it anew):\n%s",
				page, name, want)
		}
		text = before + begin(name) + want + end + after
	}
	if *update && text != string(data) {
		if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
