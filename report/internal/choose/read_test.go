package choose

import (
	"encoding"
	"math"
	"reflect"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

// What the command line takes, the page reads as the same value: its readers are run here.
func FuzzThePageReadsWhatTheCommandLineTakes(f *testing.F) {
	built := api.Build(api.BuildOptions{
		EntryPoints: []string{"../web/src/read.ts"}, Bundle: true, Format: api.FormatIIFE, GlobalName: "read",
		Target: api.ES2017, TsconfigRaw: "{}",
	})
	if len(built.Errors) > 0 {
		f.Fatal(built.Errors)
	}
	vm := goja.New()
	if _, err := vm.RunScript("read.js", string(built.OutputFiles[0].Contents)); err != nil {
		f.Fatal(err)
	}
	readers := map[string]func() encoding.TextUnmarshaler{
		"size":       func() encoding.TextUnmarshaler { return new(Size) },
		"rate":       func() encoding.TextUnmarshaler { return new(Rate) },
		"duration":   func() encoding.TextUnmarshaler { return new(Latency) },
		"cores":      func() encoding.TextUnmarshaler { return new(Cores) },
		"throughput": func() encoding.TextUnmarshaler { return new(Throughput) },
	}
	for _, seed := range []string{
		"64", "2KiB", "1.5KiB", "1MiB", "1GiB", "64B", "20k", "2.5k", "1M", "100/s", "200us", "1.5ms", "30%", "0.3", ".5",
		"500MB/s", "2GB/s", "1kB/s", "5.", "", "k", "-1", "1e3", "2h", "1m30s", "100µs",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, reader := range readers {
			taken := reader()
			if taken.UnmarshalText([]byte(text)) != nil {
				continue
			}
			v := reflect.ValueOf(taken).Elem()
			want := 0.0
			if v.CanInt() {
				want = float64(v.Int())
			} else {
				want = v.Float()
			}
			read, ok := goja.AssertFunction(vm.Get("read").ToObject(vm).Get(name))
			if !ok {
				t.Fatalf("the page has no reader of a %s", name)
			}
			got, err := read(goja.Undefined(), vm.ToValue(text))
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(got.ToFloat()-want) > 1e-9*want || math.IsNaN(got.ToFloat()) {
				t.Errorf("%s %q: the page reads %v, the command line %g", name, text, got, want)
			}
		}
	})
}
