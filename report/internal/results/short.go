package results

import "strings"

// Short is a benchmark's name for people: without the word that all begin with.
func Short(name string) string { return strings.TrimPrefix(name, "Benchmark") }
