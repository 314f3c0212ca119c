package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"ipcbench/report/internal/brief"
	"ipcbench/report/internal/export"
	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/output"
	"ipcbench/report/internal/page"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// show is the default command: tables on standard output and, with Out, pages and charts.
type show struct {
	Files []string  `arg:"" optional:"" predictor:"file" name:"file" help:"Result files; - is standard input."`
	Out   directory `short:"o" predictor:"dir" placeholder:"DIR" help:"Also write pages and charts into DIR."`
	Full  bool      `help:"Print all tables, not a summary."`
	State []string  `placeholder:"NAME" help:"Where the machine had several states: show this one, or all."`

	output.Flags `embed:""`
	Lang         string `enum:"en,ko" default:"en" help:"Language of the tables: en or ko."`
	Width        int    `placeholder:"N" help:"Width of the tables in columns (default: the terminal's)."`
}

// Run reads and draws. The tables come first, so that a DIR that cannot be written does not cost them too.
func (c *show) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	inputs, err := inputsOf(c.Files, s)
	if err != nil {
		return err
	}
	set := results.Read(inputs)
	if err := set.ShowStates(c.State...); err != nil {
		return usageError{err}
	}
	p, err := words.In(c.Lang)
	if err != nil {
		return usageError{err}
	}
	report := page.Build(set, p)
	for _, p := range report.Problems {
		fmt.Fprintln(s.err, p)
	}
	if c.Lang != "en" {
		report.Lang = c.Lang
	}
	if !report.Usable() {
		return cmp.Or(failed(set.Failures), errNothing)
	}
	if c.Out != "" {
		all, err := facts.Of(set, c.State...)
		if err != nil {
			return usageError{err}
		}
		report.Facts = &all
	}
	var out bytes.Buffer
	if err := output.Write(&out, format, width, shown{report, set, p, c.Full, string(c.Out)}); err != nil {
		return err
	}
	return errors.Join(deliver(s, out.Bytes(), c.Out, report), failed(set.Failures))
}

// shown is what show writes on standard output.
type shown struct {
	page.Report
	set   *results.Set
	words *words.Printer
	full  bool
	out   string // the directory of the pages, "" for none
}

// Text has the summary of each machine that has one, and all tables of the others.
func (s shown) Text(w io.Writer, width int) error {
	if s.full {
		return s.Report.Text(w, width)
	}
	p, families := s.words, s.set.Families()
	short := false
	for _, section := range s.Sections {
		summary, ok := brief.Summary{}, false
		if section.Machine != nil {
			summary, ok = brief.Of(p, section.Machine, families)
		}
		if !ok {
			if err := section.Text(w, width); err != nil {
				return err
			}
			continue
		}
		short = true
		if err := section.Head(w, width); err != nil {
			return err
		}
		if err := summary.Text(w, p, width, section.InLines()); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	switch {
	case !short && s.Taxonomy != nil:
		return s.Taxonomy.Text(w, width)
	case !short:
		return nil
	case s.out != "":
		_, err := io.WriteString(w, table.Wrap(p.Sprintf("The rest: all tables by --full, or in %s; with charts in %s.",
			filepath.Join(s.out, "summary.md"), filepath.Join(s.out, "index.html")), width))
		return err
	}
	_, err := io.WriteString(w, table.Wrap(p.Sprintf("The rest: all tables by --full; a page with charts by -o DIR; "+
		"what fits a load by report choose."), width))
	return err
}

// Markdown has no pictures: there is no directory beside standard output.
func (s shown) Markdown(w io.Writer) error { return s.Report.Markdown(w, false) }

// JSON has the figures of which the tables are made.
func (s shown) JSON() any { return export.Of(s.set) }

// CSV has the same as JSON, a figure a row.
func (s shown) CSV() [][]string { return export.Of(s.set).CSV() }
