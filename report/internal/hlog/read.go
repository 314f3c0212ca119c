// Package hlog reads HdrHistogram logs (.hlog), of ipcbench and of other tools, and makes tables and charts of them.
package hlog

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"

	"ipcbench/report/internal/text"
)

// Ending ends the names of logs.
const Ending = ".hlog"

// A Log is the intervals of one tag of one file, in the order of the file.
type Log struct {
	File      string // its path
	Tag       string // "" for lines without
	Began     time.Time
	Intervals []Interval

	all *hdrhistogram.Histogram
}

// An Interval is a line of a log.
type Interval struct {
	From, To  float64 // seconds; what from is said by the file's header
	histogram *hdrhistogram.Histogram
}

// Files are the logs below some directories, at any depth, by name. What is given itself may be a file of any name.
func Files(paths []string) (files []string, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			files = append(files, path)
			continue
		}
		err = filepath.WalkDir(path, func(name string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(name, Ending) {
				files = append(files, name)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// Open reads a file. Its error is one line that names the file, and where one is to blame, the line.
func Open(path string) ([]*Log, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return Read(path, f)
}

// longestLine is how long a line may be: a histogram of full range and five digits takes a few MB.
const longestLine = 64 << 20

// Read reads a log of this path. Unlike the reader of the library it passes over no line that it does not understand.
func Read(path string, from io.Reader) ([]*Log, error) {
	r := reader{path: path}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	n := 0
	for lines.Scan() {
		n++
		if err := r.line(strings.TrimSuffix(lines.Text(), "\r")); err != nil {
			return nil, fmt.Errorf("%s:%d: %s", path, n, text.Clip(text.Clean(err.Error()), 200))
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
	}
	if len(r.logs) == 0 {
		return nil, fmt.Errorf("%s: no histogram in it", path)
	}
	for _, l := range r.logs {
		if err := l.merge(); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		l.Began = r.time(l.Intervals[0].From)
	}
	return r.logs, nil
}

type reader struct {
	path        string
	logs        []*Log
	start, base float64 // seconds since the epoch, as the header says; 0 if it does not
}

// line reads one line: a comment, the legend, or an interval.
func (r *reader) line(line string) error {
	switch {
	case strings.TrimSpace(line) == "", strings.HasPrefix(line, `"`):
		return nil
	case strings.HasPrefix(line, "#"):
		for prefix, at := range map[string]*float64{"#[StartTime: ": &r.start, "#[BaseTime: ": &r.base} {
			rest, ok := strings.CutPrefix(line, prefix)
			if !ok {
				continue
			}
			number, _, _ := strings.Cut(rest, " ")
			v, err := strconv.ParseFloat(number, 64)
			if err != nil || !plausible(v) {
				return fmt.Errorf("%q is no time", number)
			}
			*at = v
		}
		return nil
	}
	tag := ""
	if rest, tagged := strings.CutPrefix(line, "Tag="); tagged {
		var ok bool
		if tag, line, ok = strings.Cut(rest, ","); !ok {
			return errors.New("a tag and no interval")
		}
	}
	fields := strings.SplitN(line, ",", 4)
	if len(fields) != 4 {
		return errors.New("neither a comment nor an interval of an HdrHistogram log")
	}
	var numbers [3]float64
	for i := range numbers {
		v, err := strconv.ParseFloat(strings.TrimSpace(fields[i]), 64)
		if err != nil || i < 2 && !plausible(v) {
			return fmt.Errorf("%q is no number of seconds", fields[i])
		}
		numbers[i] = v
	}
	h, err := hdrhistogram.Decode([]byte(strings.TrimSpace(fields[3])))
	if err != nil {
		return fmt.Errorf("damaged histogram: %w", err)
	}
	l := r.log(text.Clip(text.Clean(tag), 200))
	l.Intervals = append(l.Intervals, Interval{numbers[0], numbers[0] + numbers[1], h})
	return nil
}

// plausible tells whether a number can be one of seconds.
func plausible(v float64) bool { return v >= 0 && v < 1e12 }

func (r *reader) log(tag string) *Log {
	for _, l := range r.logs {
		if l.Tag == tag {
			return l
		}
	}
	l := &Log{File: r.path, Tag: tag}
	r.logs = append(r.logs, l)
	return l
}

// year is by how much a stamp is before the start if it is not since the epoch. Source: HistogramLogReader.
const year = 365 * 24 * 3600

// time is the time of a stamp; zero if the file does not say.
func (r *reader) time(stamp float64) time.Time {
	base := r.base
	if base == 0 && stamp < r.start-year {
		base = r.start
	}
	if base+stamp < year {
		return time.Time{}
	}
	return time.UnixMilli(int64(math.Round(1000 * (base + stamp)))).UTC()
}

// merge adds up all intervals, with the range and the digits of the finest.
func (l *Log) merge() error {
	highest, digits := int64(2), int64(1)
	for _, one := range l.Intervals {
		highest = max(highest, one.histogram.HighestTrackableValue(), one.histogram.Max())
		digits = max(digits, one.histogram.SignificantFigures())
	}
	l.all = hdrhistogram.New(1, highest, int(digits))
	for _, one := range l.Intervals {
		if dropped := l.all.Merge(one.histogram); dropped > 0 {
			return fmt.Errorf("%d values do not fit together", dropped)
		}
	}
	return nil
}

// Empty tells whether a log has no readings.
func (l *Log) Empty() bool { return l.all.TotalCount() == 0 }

// ranked is the value of a rank in ascending order, counted from 1. A percentage of a whole rank, since the library
// rounds to the nearest rank.
func ranked(h *hdrhistogram.Histogram, rank int64) int64 {
	n := h.TotalCount()
	return min(h.ValueAtQuantile(100*float64(min(max(rank, 1), n))/float64(n)), h.Max())
}

// beyond is how many values must lie beyond a quantile for it to be told.
const beyond = 10

// quantile is what a share of values does not exceed; ok is false if too few lie beyond.
func quantile(h *hdrhistogram.Histogram, share float64) (value int64, ok bool) {
	n := float64(h.TotalCount())
	rank := math.Ceil(share*n - 1e-6)
	return ranked(h, int64(rank)), n-rank >= beyond
}
