package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"ipcbench/report/internal/page"
)

// ours matches the names of charts that this program writes, so that those of an earlier report can be told apart from a
// user's own pictures.
var ours = regexp.MustCompile(`^((latency|ranked|throughput|cpu-cost)(-machine-\d+)?(-[a-z0-9_]+)?|overview(-machine-\d+)?|change(-machine-\d+)?-\d+)\.(png|svg)$`)

// deliver puts text on standard output and, with a directory given, the report's pages and charts there. The text comes first, so that a directory that cannot be
// written does not cost it too.
func deliver(s streams, text []byte, dir string, r page.Report) error {
	if _, err := s.out.Write(text); err != nil {
		return fmt.Errorf("standard output: %w", err)
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
		return fmt.Errorf("-o %s: %w", dir, err)
	}
	for _, f := range files {
		if err := replace(filepath.Join(dir, f.name), f.data); err != nil {
			return fmt.Errorf("-o %s: %w", dir, err)
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

// replace writes a file beside its place and renames it into it.
func replace(path string, data []byte) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".report-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	_, err = tmp.Write(data)
	if err := errors.Join(err, tmp.Chmod(0o644), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// removeStale removes charts that an earlier report left and this one did not draw: beside the new pages they would be
// taken for its own.
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
		if !e.IsDir() && ours.MatchString(e.Name()) && !now[e.Name()] {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
