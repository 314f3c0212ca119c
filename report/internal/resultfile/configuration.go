package resultfile

import "golang.org/x/perf/benchfmt"

// configurations numbers the different configurations of a file's results. A file of several runs repeats few of them
// many times.
type configurations struct {
	numbers map[string]int // by their text
	last    int            // the highest number given
	number  int            // of the present one; 0 before the first result
	text    []byte         // of the present one
}

// maxConfigurations is how many are remembered. One that was forgotten gets another number when it comes again.
const maxConfigurations = 1000

// see finds the number of a result's configuration.
func (c *configurations) see(res *benchfmt.Result) {
	c.text = c.text[:0]
	for _, setting := range res.Config {
		c.text = append(append(append(append(c.text, setting.Key...), 0), setting.Value...), 0)
	}
	var known bool
	if c.number, known = c.numbers[string(c.text)]; known {
		return
	}
	if c.numbers == nil || len(c.numbers) == maxConfigurations {
		c.numbers = map[string]int{}
	}
	c.last++
	c.number = c.last
	c.numbers[string(c.text)] = c.number
}

// Configuration is a number, from 1, that is the same for two results of the file only if their configuration lines
// are the same: what is found out of one such result holds of the other.
func (r *Reader) Configuration() int { return r.configurations.number }
