package choose

import (
	"encoding"
	"math"
	"reflect"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
)

// The page reads what the command line takes, as the same value, and nothing else: its readers are run here.
func FuzzThePageReadsAsTheCommandLineDoes(f *testing.F) {
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
		"64", "2KiB", "1.5KiB", "1MiB", "1GiB", "64B", "20k", "2.5k", "1M", "100/s", "200us", "1.5ms", "30%", "0.3",
		".5", "500MB/s", "2GB/s", "1kB/s", "5.", "", "k", "-1", "1e3", "2h", "1m30s", "100µs", "100μs", "2K", "2 kb",
		"20 k/s", "20k msg/s", "1,000", "0,300", "1,00", "1e", ".5e3", "1.001M", "1e99GB", "64 bytes",
		" 64 ", "\u00a064", "5K",
		"constructor", "1 constructor", "200", "1e-3", "300 %", "1.5", "0", "1e13s", "\t1", "1\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, reader := range readers {
			taken := reader()
			refused := taken.UnmarshalText([]byte(text)) != nil
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
			if refused != goja.IsUndefined(got) {
				t.Errorf("%s %q: the page reads %v, and the command line refuses it: %v", name, text, got, refused)
			}
			if refused {
				continue
			}
			if math.Abs(got.ToFloat()-want) > 1e-9*want || math.IsNaN(got.ToFloat()) {
				t.Errorf("%s %q: the page reads %v, the command line %g", name, text, got, want)
			}
		}
	})
}
