package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/google/renameio/v2"

	"ipcbench/report/internal/page"
)

// chart matches the names of charts that this program writes, without ^ and $.
const chart = `((latency|ranked|throughput|cpu-cost|paced-(latency|cores|spin))(-machine-\d+)?(-hosts(-\d+)?)?` +
	`(-[a-z0-9_]+)?|side-by-side-[a-z0-9_]+|` +
	`overview(-machine-\d+)?|change(-machine-\d+)?-\d+|(percentiles|over-time)-\d+)\.(png|svg)`

// ours matches charts, so that those of an earlier report can be told apart from a user's own pictures; unfinished
// matches files that a report was writing when it was killed, which are hidden and end in the digits of renameio.
var (
	ours       = regexp.MustCompile(`^` + chart + `$`)
	unfinished = regexp.MustCompile(`^\.(` + chart + `|summary\.md|index\.html)\d{6,}$`)
)

// A directory is where a flag has files written.
type directory string

// UnmarshalText implements [encoding.TextUnmarshaler]. An empty name is one that was forgotten, as by an unset variable
// of a script: nothing would be written.
func (d *directory) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errors.New("its value is empty; name a directory")
	}
	*d = directory(text)
	return nil
}

// abandonedAfter is how old an unfinished file must be to be nobody's: another report may be writing just now.
const abandonedAfter = time.Hour

// deliver writes text to standard output and, if a directory is given, the report's pages and charts there. The text
// comes first: it is not lost if the directory cannot be written.
func deliver(s streams, text []byte, out directory, r page.Report) error {
	dir := string(out)
	if _, err := s.out.Write(text); err != nil {
		return err
	}
	if dir == "" {
		return nil
	}
	for _, section := range r.Sections {
		for _, why := range section.Undrawn {
			fmt.Fprintln(s.err, "chart left out:", why)
		}
	}
	if err := write(dir, r); err != nil {
		return err
	}
	fmt.Fprintln(s.err, "written:", strings.TrimSuffix(dir, "/")+"/index.html")
	return nil
}

// write draws everything in memory first, then puts each file in place by a rename: a report that fails leaves the one
// before it as it was, and no file is ever half written.
func write(dir string, r page.Report) error {
	files, err := draw(r)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("-o %s: %w; choose a directory that you may write to", dir, err)
	}
	for _, f := range files {
		if err := replace(filepath.Join(dir, f.name), f.data); err != nil {
			return fmt.Errorf("-o %s: %w; choose a directory that you may write to", dir, err)
		}
	}
	return removeStale(dir, files)
}

// file is one file of a report.
type file struct {
	name string
	data []byte
}

// draw makes all files of a report, the pages last: a page never points to a chart that is not there yet.
func draw(r page.Report) ([]file, error) {
	var files []file
	for _, s := range r.Sections {
		for _, c := range s.Charts {
			png, err := c.PNG()
			if err != nil {
				return nil, err
			}
			svg, err := c.SVG()
			if err != nil {
				return nil, err
			}
			files = append(files, file{c.Name + ".png", png}, file{c.Name + ".svg", svg})
		}
	}
	var summary, index bytes.Buffer
	if err := errors.Join(r.Markdown(&summary, true), r.HTML(&index)); err != nil {
		return nil, err
	}
	return append(files, file{"summary.md", summary.Bytes()}, file{"index.html", index.Bytes()}), nil
}

// replace writes a file beside its place and renames it into it. Whatever is there, a link included, is replaced and
// not written through, and the file has the same mode wherever it was made.
func replace(path string, data []byte) (err error) {
	// In the same directory, so that it can be renamed; the library would else try TMPDIR.
	f, err := renameio.NewPendingFile(path,
		renameio.WithTempDir(filepath.Dir(path)), renameio.WithStaticPermissions(0o644))
	if err != nil {
		return err
	}
	defer func() {
		if cleanErr := f.Cleanup(); err == nil { // of nothing, if the file is in its place
			err = cleanErr
		}
	}()
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.CloseAtomicallyReplace()
}

// removeStale removes charts that an earlier report left and this one did not draw, which would be taken for part of
// the new pages, and what a killed report did not finish.
func removeStale(dir string, files []file) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	now := map[string]bool{}
	for _, f := range files {
		now[f.name] = true
	}
	for _, e := range entries {
		stale := ours.MatchString(e.Name()) && !now[e.Name()]
		if unfinished.MatchString(e.Name()) {
			info, err := e.Info()
			stale = err == nil && time.Since(info.ModTime()) > abandonedAfter
		}
		if stale && !e.IsDir() {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
