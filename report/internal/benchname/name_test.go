package benchname

import (
	"testing"

	"golang.org/x/perf/benchfmt"
)

func TestNamesAreTakenApart(t *testing.T) {
	pipe := Series{Mech: "pipe", Wait: "block", Place: "cross"}
	with := func(scope, extra string) Series {
		s := pipe
		s.Scope, s.Extra = scope, extra
		return s
	}
	for text, want := range map[string]Name{
		"Latency/mech=pipe/wait=block/place=cross/size=64-2":               {"Latency", pipe, 64, 2},
		"Latency/mech=pipe/wait=block/place=cross/size=64":                 {"Latency", pipe, 64, 1},
		"Latency/size=64/place=cross/scope=process/wait=block/mech=pipe-8": {"Latency", pipe, 64, 8},
		"Latency/mech=pipe/wait=block/place=cross/size=64/scope=thread/pairs=4/rate=9-2": {
			"Latency", with("thread", "pairs=4 rate=9"), 64, 2},
		"Claim/what=one-slot/place=cross/size=8-2":                 {"Claim", Series{Place: "cross", Extra: "what=one-slot"}, 8, 2},
		"Claim/what=stranger/mech=fifo-2":                          {"Claim", Series{Mech: "fifo", Extra: "what=stranger"}, 0, 2},
		"Toy/mech=pipe/wait=block/place=cross/size=many/burst=4-2": {"Toy", with("", "size=many burst=4"), 0, 2},
		"Toy/mech=pipe/wait=block/place=cross-2":                   {"Toy", pipe, 0, 2},
		"Toy-2":                                                    {"Toy", Series{}, 0, 2},
	} {
		if got, err := Parse(benchfmt.Name(text)); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

// What is wrong with a name of a listed pattern is told with the key at fault.
func TestFaultsOfNamesAreTold(t *testing.T) {
	for text, want := range map[string]string{
		"Latency/wait=block/size=64-2":   "no mech= in the name",
		"Latency/mech=pipe-2":            "no size= in the name",
		"Latency/mech=pipe/size=0-2":     "size=0 is not a number of bytes",
		"Latency/mech=pipe/size=lots-2":  "size=lots is not a number of bytes",
		"Claim/mech=pipe-2":              "no what= in the name",
		"Paced/mech=pipe/size=64-2":      "no rate= in the name that is messages a second, or a share with %",
		"Paced/mech=pipe/size=64/rate=0": "no rate= in the name that is messages a second, or a share with %",
		"Throughput/mech=pipe/size=64-0": `GOMAXPROCS suffix "-0" is not a number`,
	} {
		if _, err := Parse(benchfmt.Name(text)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestFloorsAreTakenApart(t *testing.T) {
	for text, want := range map[string]Floor{
		"Floor/what=copy/size=64-2":             {What: "copy", Size: 64},
		"Floor/what=path/mech=pipe/size=64-2":   {What: "path", Mech: "pipe", Size: 64},
		"Floor/what=line/place=cross-2":         {What: "line", Place: "cross"},
		"Floor/what=copy/size=64/align=1/odd-2": {What: "copy", Size: 64, Extra: "align=1 odd"},
	} {
		if got, err := ParseFloor(benchfmt.Name(text)); err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"Floor/size=64-2":             "no what= in the name",
		"Floor/what=copy/size=lots-2": "size=lots is not a number of bytes",
	} {
		if _, err := ParseFloor(benchfmt.Name(text)); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func TestNamesForPeople(t *testing.T) {
	for text, want := range map[string][2]string{
		"BenchmarkLatency/mech=go-2-2": {"Latency/mech=go-2-2", "Latency/mech=go-2"},
		"BenchmarkLatency/mech=pipe":   {"Latency/mech=pipe", "Latency/mech=pipe"},
		"Latency/mech=go-pipe":         {"Latency/mech=go-pipe", "Latency/mech=go-pipe"},
	} {
		if got := [2]string{Short(text), Bare(text)}; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestBetweenHostsTakesTheWholeKey(t *testing.T) {
	for name, want := range map[string]bool{
		"Latency/mech=tcp/scope=host":              true,
		"Latency/mech=tcp/scope=host-8":            true,
		"Latency/mech=tcp/size=64/scope=host/more": true,
		"Latency/mech=tcp/scope=hosts":             false,
		"Latency/mech=tcp/microscope=host":         false,
		"Latency/mech=tcp/scope=thread-2":          false,
		"Latency/mech=tcp/size=64-2":               false,
	} {
		if got := BetweenHosts(benchfmt.Name(name)); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
