package main

import "testing"

// Every sign that a figure may have is in these tables, with the note that explains it: ~ † ! (range) —, and n.
func TestSignsAreAsAgreed(t *testing.T) {
	for name, args := range map[string][]string{
		"signs-100.txt": {"--width=100", "testdata/signs.txt"},
		"signs.md":      {"--format=markdown", "testdata/signs.txt"},
	} {
		status, out, errs := call(t, nil, args...)
		if status != exitOK {
			t.Fatal(errs)
		}
		golden(t, name, out)
	}
}
