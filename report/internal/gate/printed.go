package gate

import (
	"bytes"
	"errors"
	"fmt"

	"ipcbench/internal/stat"

	"golang.org/x/perf/benchfmt"
)

// parsePrinted takes ns per op of each benchmark from the output of a program in Go benchmark format: the median where one stands there
// several times. The names are those of the cells, with the suffix for GOMAXPROCS if it has one.
func parsePrinted(out []byte) (ns map[string]float64, order []string, err error) {
	all := map[string][]float64{}
	reader := benchfmt.NewReader(bytes.NewReader(out), "its output")
	for reader.Scan() {
		result, ok := reader.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		seconds, ok := result.Value("sec/op")
		if !ok || !(seconds > 0) {
			continue
		}
		name := "Benchmark" + result.Name.String()
		if all[name] == nil {
			order = append(order, name)
		}
		all[name] = append(all[name], seconds*1e9)
	}
	if err := reader.Err(); err != nil {
		return nil, nil, fmt.Errorf("its output: %w", err)
	}
	if len(order) == 0 {
		return nil, nil, errors.New("neither obeyed orders nor printed results in Go benchmark format with ns/op")
	}
	ns = map[string]float64{}
	for name, values := range all {
		ns[name] = stat.Median(values)
	}
	return ns, order, nil
}
