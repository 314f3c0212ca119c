package bench

import (
	"os"
	"testing"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms/catalogue"
)

// TestMain makes this test binary its own workers, for the mechanisms that the tests of this package bring.
func TestMain(m *testing.M) {
	traceable = true
	all := catalogue.All()
	for _, f := range faults {
		all = append(all, faulty{f.name})
	}
	for _, d := range delayedKinds {
		all = append(all, d)
	}
	for _, l := range loads {
		all = append(all, l)
	}
	all = append(all, leaky{}, foretold{})
	pair.Intercept(withFloors(all), handlers)
	code := m.Run()
	if err := pair.End(); err != nil {
		panic(err)
	}
	os.Exit(code)
}
