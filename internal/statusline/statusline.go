// Package statusline is a line for the person at a terminal that says what a long run does, on standard error; nothing where that is none.
package statusline

import (
	"fmt"
	"os"

	"golang.org/x/term"
)

// A Line is that of this process. One of width 0 shows nothing.
type Line struct{ width int }

// New looks whether standard error is a terminal.
func New() Line {
	fd := int(os.Stderr.Fd())
	if !term.IsTerminal(fd) {
		return Line{}
	}
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		return Line{width}
	}
	return Line{80}
}

// Show replaces what the line says.
func (l Line) Show(format string, a ...any) {
	if l.width == 0 {
		return
	}
	line := []rune(fmt.Sprintf(format, a...))
	fmt.Fprintf(os.Stderr, "\r\x1b[K%s", string(line[:min(len(line), l.width-1)]))
}

// Clear empties it, so that other output can follow.
func (l Line) Clear() {
	if l.width > 0 {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
