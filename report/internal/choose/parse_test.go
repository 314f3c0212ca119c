package choose

import (
	"encoding"
	"fmt"
	"testing"
)

func TestWordsOfACommandLine(t *testing.T) {
	for _, c := range []struct {
		into encoding.TextUnmarshaler
		text string
		want string // "" for an error
	}{
		{new(Size), "64", "64"}, {new(Size), "2KiB", "2048"}, {new(Size), "1.5KiB", "1536"},
		{new(Size), "1MiB", "1048576"}, {new(Size), "64B", "64"}, {new(Size), "0", ""}, {new(Size), "-1", ""},
		{new(Size), "1.5", ""}, {new(Size), "2K", "2048"}, {new(Size), "2k", "2048"}, {new(Size), "2 kib", "2048"},
		{new(Size), "2kB", "2000"}, {new(Size), "1,000", "1000"}, {new(Size), "64 bytes", "64"},
		{new(Size), "1e3", "1000"}, {new(Size), "1G", "1073741824"}, {new(Size), "Inf", ""},
		{new(Size), "4096GiB", ""}, {new(Size), "", ""}, {new(Size), "1,00", ""}, {new(Size), "2h", ""},
		{new(Rate), "20k/s", "20000"}, {new(Rate), "20K", "20000"}, {new(Rate), "20 k/s", "20000"},
		{new(Rate), "20000", "20000"}, {new(Rate), "20,000", "20000"}, {new(Rate), "20k msg/s", "20000"},
		{new(Rate), "1.001M", "1001000"}, {new(Rate), "/s", ""}, {new(Rate), "20k", "20000"},
		{new(Rate), "1M", "1000000"}, {new(Rate), "2.5k", "2500"}, {new(Rate), "100", "100"}, {new(Rate), "0", ""},
		{new(Rate), "0.5", ""}, {new(Rate), "80%", ""}, {new(Rate), "2000M", ""}, {new(Rate), "k", ""},
		{new(Latency), "200us", "200000"}, {new(Latency), "1.5ms", "1500000"}, {new(Latency), "200", ""},
		{new(Latency), "200 us", "200000"}, {new(Latency), "200µs", "200000"}, {new(Latency), "200μs", "200000"},
		{new(Latency), "0.2ms", "200000"}, {new(Latency), "1m", ""}, {new(Latency), "0,2ms", ""},
		{new(Latency), "-1us", ""}, {new(Latency), "0s", ""},
		{new(Cores), "0.3", "0.3"}, {new(Cores), "30%", "0.3"}, {new(Cores), "2", "2"}, {new(Cores), "0", ""},
		{new(Cores), "30 %", "0.3"}, {new(Cores), ".3", "0.3"}, {new(Cores), "0,3", ""}, {new(Cores), "0,300", ""},
		{new(Cores), "NaN", ""}, {new(Cores), "a", ""},
		{new(Throughput), "500 MB/s", "500"}, {new(Throughput), "500mb/s", "500"},
		{new(Throughput), "5000000B/s", "5"}, {new(Throughput), "100MiB/s", "104.8576"},
		{new(Throughput), "4Gbit/s", ""}, {new(Throughput), "500MB/s", "500"}, {new(Throughput), "2GB/s", "2000"},
		{new(Throughput), "500", "500"}, {new(Throughput), "0", ""}, {new(Throughput), "5 TB", ""},
	} {
		err := c.into.UnmarshalText([]byte(c.text))
		got := ""
		switch v := c.into.(type) {
		case *Size:
			got = fmt.Sprint(int64(*v))
		case *Rate:
			got = fmt.Sprintf("%.12g", float64(*v))
		case *Latency:
			got = fmt.Sprintf("%.12g", float64(*v))
		case *Cores:
			got = fmt.Sprintf("%.12g", float64(*v))
		case *Throughput:
			got = fmt.Sprintf("%.12g", float64(*v))
		}
		if (err != nil) != (c.want == "") || err == nil && got != c.want {
			t.Errorf("%T %q: %s, %v; want %q", c.into, c.text, got, err, c.want)
		}
	}
}

// Whatever is typed, a value that is taken can be asked for, and nothing else is taken.
func FuzzWordsOfACommandLine(f *testing.F) {
	for _, seed := range []string{"64", "2KiB", "1.5KiB", "20k", "200us", "30%", "500MB/s", "Inf", "-1", "1e9", "."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var size Size
		var rate Rate
		var latency Latency
		var cores Cores
		var throughput Throughput
		for _, c := range []struct {
			into  encoding.TextUnmarshaler
			value func() float64
		}{
			{&size, func() float64 { return float64(size) }}, {&rate, func() float64 { return float64(rate) }},
			{&latency, func() float64 { return float64(latency) }}, {&cores, func() float64 { return float64(cores) }},
			{&throughput, func() float64 { return float64(throughput) }},
		} {
			if c.into.UnmarshalText([]byte(text)) != nil {
				continue
			}
			if v := c.value(); !(v > 0 && v <= 1e13) {
				t.Errorf("%T of %q is %g", c.into, text, v)
			}
		}
	})
}
