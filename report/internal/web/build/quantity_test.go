package main

import (
	"math"
	"testing"

	"github.com/dop251/goja"
	"github.com/evanw/esbuild/pkg/api"
	"pgregory.net/rapid"

	"ipcbench/report/internal/quantity"
)

// The page prints numbers as the rest of the report does.
func TestThePagePrintsNumbersAsGoDoes(t *testing.T) {
	code, err := script{entry: "quantity.ts", target: api.ES2017, global: "quantity"}.bundle("..")
	if err != nil {
		t.Fatal(err)
	}
	vm := goja.New()
	if _, err := vm.RunString(string(code)); err != nil {
		t.Fatal(err)
	}
	functions := vm.Get("quantity").ToObject(vm)
	function := func(name string) func(...float64) string {
		call, ok := goja.AssertFunction(functions.Get(name))
		if !ok {
			t.Fatalf("quantity.ts has no %s", name)
		}
		return func(numbers ...float64) string {
			var values []goja.Value
			for _, n := range numbers {
				values = append(values, vm.ToValue(n))
			}
			text, err := call(goja.Undefined(), values...)
			if err != nil {
				t.Fatal(err)
			}
			return text.String()
		}
	}
	duration, throughput, frequency := function("duration"), function("throughput"), function("frequency")
	count, percent, times, rate, size := function("count"), function("percent"), function("times"), function("rate"),
		function("size")
	rapid.Check(t, func(t *rapid.T) {
		v := math.Pow(10, rapid.Float64Range(-9, 12).Draw(t, "log v"))
		if rapid.Bool().Draw(t, "round") {
			v = math.Round(v)
		}
		half := v * rapid.SampledFrom([]float64{0, 0.0004, 0.01, 0.2, 3}).Draw(t, "relative half width")
		whole := float64(rapid.SampledFrom([]int64{1, 64, 100, 1000, 1500, 2500, 4096, 500_000, 1 << 20, 1_000_000,
			3 << 30}).Draw(t, "whole"))
		for _, c := range []struct{ name, got, want string }{
			{"duration", duration(v, half), quantity.Duration(v, half)},
			{"throughput", throughput(v, half), quantity.Throughput(v, half)},
			{"frequency", frequency(v, half), quantity.Frequency(v, half)},
			{"count", count(v, half), quantity.Count(v, half)},
			{"percent", percent(v, half), quantity.Percent(v, half)},
			{"times", times(v), quantity.Times(v)},
			{"rate", rate(whole), quantity.Rate(whole)},
			{"size", size(whole), quantity.Size(int64(whole))},
		} {
			if c.got != c.want {
				t.Fatalf("%s of %v ± %v (%v) is %q, and %q in Go", c.name, v, half, whole, c.got, c.want)
			}
		}
	})
}
