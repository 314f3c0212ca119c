package plan

import (
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
	"slices"
	"strings"
	"testing"
)

func TestParseSizes(t *testing.T) {
	for _, c := range []struct {
		list string
		want []int
	}{
		{"", nil}, {"64", []int{64}}, {"4096,64,64", []int{64, 4096}},
		{"4KiB, 1MiB", []int{4096, 1 << 20}}, {"1GiB", []int{1 << 30}}, {"1B", []int{1}},
	} {
		got, err := ParseSizes(c.list)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("ParseSizes(%q) = %v, %v; want %v", c.list, got, err, c.want)
		}
	}
	for _, bad := range []string{"0", "-1", "abc", "64,", "4k", "2GiB", "99999999999999999999", "KiB", "1.5KiB"} {
		if got, err := ParseSizes(bad); err == nil || !strings.Contains(err.Error(), "choose") {
			t.Errorf("ParseSizes(%q) = %v, %v; want an error that names the choices", bad, got, err)
		}
	}
}

func FuzzParseSizes(f *testing.F) {
	f.Add("64,4KiB")
	f.Fuzz(func(t *testing.T, list string) {
		sizes, err := ParseSizes(list)
		for _, n := range sizes {
			if err != nil || n < 1 || n > MaxSize {
				t.Errorf("ParseSizes(%q) = %v, %v", list, sizes, err)
			}
		}
	})
}

func TestChoose(t *testing.T) {
	all := []string{"pipe", "fifo", "unix-stream", "unix-dgram"}
	for list, want := range map[string][]string{
		"": nil, "fifo,pipe": {"pipe", "fifo"}, "unix-*": {"unix-stream", "unix-dgram"}, "*": all,
	} {
		got, err := Choose("-f", list, all)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("choose(%q) = %v, %v; want %v", list, got, err, want)
		}
	}
	for _, bad := range []string{"carrier-pigeon", "pipe,", "[", "x*"} {
		if got, err := Choose("-f", bad, all); err == nil {
			t.Errorf("choose(%q) = %v, no error", bad, got)
		}
	}
}

func TestNames(t *testing.T) {
	c := Cell{"Latency", pipe.Pipe{}, mechanisms.Block, place.Cross, 64, "", "", ""}
	if got, want := c.FullName(), "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestMatcher(t *testing.T) {
	const name = "BenchmarkLatency/mech=pipe/wait=block/place=cross/size=64"
	for pattern, want := range map[string]bool{
		".": true, "Latency/mech=pipe$": true, "Latency/mech=pipe$/": true,
		"Throughput": false, "Latency/mech=pip$": false, "Throughput|Latency": true,
		"Latency/mech=(fifo|pipe)$/wait=block": true, "Latency/mech=[p/]ipe": true,
		"Latency//spin": false, "Latency/./wait=(": false,
	} {
		if got := NewMatcher(pattern).Matches(name); got != want {
			t.Errorf("%q matches: %v, want %v", pattern, got, want)
		}
	}
}
