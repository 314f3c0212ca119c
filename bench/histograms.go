package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/bench/worker"
)

// A histogramDir is a directory for HdrHistogram logs, one for each sample that has percentiles; "" for none.
type histogramDir string

// logEnding ends the names of HdrHistogram logs.
const logEnding = ".hlog"

// prepare makes the directory. It fails if files cannot be written there, or if it has some of the names that the
// samples of the cells will have.
func (d histogramDir) prepare(cells []plan.Cell) error {
	if d == "" {
		return nil
	}
	if err := os.MkdirAll(string(d), 0o755); err != nil {
		return d.fault(err)
	}
	probe, err := os.CreateTemp(string(d), ".ipcbench-*")
	if err != nil {
		return d.fault(err)
	}
	probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return d.fault(err)
	}
	entries, err := os.ReadDir(string(d))
	if err != nil {
		return d.fault(err)
	}
	there := map[string]string{} // by the name without the number of the sample
	for _, e := range entries {
		if name, isLog := strings.CutSuffix(e.Name(), logEnding); isLog {
			there[strings.TrimRight(name, "0123456789")] = e.Name()
		}
	}
	for _, c := range cells {
		if name, ok := there[logName(c)]; ok && logged(c) {
			return d.fault(fmt.Errorf("%s is there already, and no file is overwritten (choose another directory)",
				name))
		}
	}
	return nil
}

func (d histogramDir) fault(err error) error {
	return fmt.Errorf("-ipc.histograms=%s: %w", string(d), err)
}

// logged tells whether samples of a cell have percentiles.
func logged(c plan.Cell) bool {
	p := pattern.Named(c.Pattern)
	return p.Rate != nil || p.Timed && c.Pairs() == 1
}

// logName is the name of a cell's logs without the number of the sample: the benchmark's name with _ for /, and of
// several rounds the number of the round. What is neither a letter, a digit nor one of .=- becomes + and two
// hexadecimal digits, so that no two benchmarks have the same.
func logName(c plan.Cell) string {
	var b strings.Builder
	for _, r := range []byte(strings.TrimPrefix(c.FullName(), "Benchmark")) {
		switch {
		case r == '/':
			b.WriteByte('_')
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.IndexByte(".=-", r) >= 0:
			b.WriteByte(r)
		default:
			fmt.Fprintf(&b, "+%02X", r)
		}
	}
	if round, rounds := record.Round(); rounds > 1 {
		fmt.Fprintf(&b, ".round-%d", round)
	}
	return b.String() + "."
}

// write writes the log of a sample, whose number counts from 1.
func (d histogramDir) write(c plan.Cell, sample int, l *worker.Log) error {
	if d == "" || l == nil {
		return nil
	}
	var text bytes.Buffer
	if err := writeLog(&text, c, l); err != nil {
		return d.fault(err)
	}
	name := filepath.Join(string(d), fmt.Sprintf("%s%d%s", logName(c), sample, logEnding))
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return d.fault(err)
	}
	_, err = f.Write(text.Bytes())
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return d.fault(err)
	}
	return nil
}

// writeLog writes a log in HdrHistogram's text format. Its lines are tagged with the name of the benchmark, so that
// logs can be joined. Source: HistogramLogWriter of HdrHistogram, version 1.3 of the format.
func writeLog(text *bytes.Buffer, c plan.Cell, l *worker.Log) error {
	w := hdrhistogram.NewHistogramLogWriter(text)
	began := l.Began / int64(time.Millisecond)
	base := began / 1000 * 1000 // the header has whole seconds only
	w.SetBaseTime(base)
	comments := []string{" " + c.FullName() + ": nanoseconds of an op"}
	if l.Batch > 1 {
		comments = append(comments,
			fmt.Sprintf(" %d ops share a reading of the clock: each value is their mean, to whole nanoseconds",
				l.Batch))
	}
	for _, line := range comments {
		w.OutputComment(line) // into memory, so never an error, as those below
	}
	w.OutputLogFormatVersion()
	w.OutputStartTime(base)
	w.OutputBaseTime(base)
	w.OutputLegend()
	for _, one := range l.Intervals {
		h, err := hdrhistogram.Decode([]byte(one.Histogram))
		if err != nil {
			return fmt.Errorf("the histogram that the worker reported: %w", err)
		}
		h.SetTag(c.FullName())
		h.SetStartTimeMs(began + one.From.Milliseconds())
		h.SetEndTimeMs(began + (one.To + time.Millisecond - 1).Milliseconds())
		if err := w.OutputIntervalHistogram(h); err != nil {
			return err
		}
	}
	return nil
}
