package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"

	"ipcbench/report/internal/output"
)

const (
	usualWidth = 120 // where neither flag, terminal nor $COLUMNS says
	leastWidth = 40  // below this a table has no room for a name and a number
)

// widthOf is the number of columns to draw for: what the flag asks, else the terminal's, else $COLUMNS.
func widthOf(asked int, out io.Writer) (int, error) {
	if asked != 0 {
		if asked < leastWidth {
			return 0, usageError{fmt.Errorf("--width=%d: a table needs at least %d columns, choose so many or more",
				asked, leastWidth)}
		}
		return asked, nil
	}
	if checked, ok := out.(checkedOutput); ok {
		out = checked.Writer
	}
	if f, ok := out.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return max(width, leastWidth), nil
		}
	}
	if width, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && width > 0 {
		return max(width, leastWidth), nil
	}
	return usualWidth, nil
}

// formOf is what the flags of a command say of its standard output: for how many columns, and in which form.
func formOf(width int, flags output.Flags, out io.Writer) (int, output.Format, error) {
	columns, err := widthOf(width, out)
	if err != nil {
		return 0, "", err
	}
	format, err := flags.Chosen()
	if err != nil {
		return 0, "", usageError{err}
	}
	return columns, format, nil
}

var errTerminal = errors.New("standard input is a terminal: give a result file, or pipe one in, " +
	"as in go test -bench . | go run ./report")
