package benchname

import "strings"

// Short is a benchmark's name for people: without the word that all begin with.
func Short(name string) string { return strings.TrimPrefix(name, "Benchmark") }

// Bare is Short without the suffix for GOMAXPROCS.
func Bare(name string) string {
	name = Short(name)
	if i := strings.LastIndexByte(name, '-'); i > 0 && strings.Trim(name[i+1:], "0123456789") == "" {
		name = name[:i]
	}
	return name
}
