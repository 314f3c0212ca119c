// Package statusline writes one line, on standard error, that tells a person at a terminal what a long run is doing. It
// writes nothing where standard error is not a terminal.
package statusline

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// A Line is the status line of this process. The zero Line shows nothing.
type Line struct {
	width  int // columns of the terminal
	shared bool
}

// usualWidth is used where the terminal does not tell its width.
const usualWidth = 80

// New looks whether standard error is a terminal, and how wide it is.
func New() Line {
	fd := int(os.Stderr.Fd())
	if !term.IsTerminal(fd) {
		return Line{}
	}
	l := Line{width: usualWidth, shared: sameTerminal(fd, int(os.Stdout.Fd()))}
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		l.width = width
	}
	return l
}

func sameTerminal(a, b int) bool {
	var x, y unix.Stat_t
	return unix.Fstat(a, &x) == nil && unix.Fstat(b, &y) == nil && x.Rdev == y.Rdev && x.Ino == y.Ino
}

// Shared tells whether standard output is the same terminal. What is written there may stand on the line that Show
// replaces.
func (l Line) Shared() bool { return l.shared }

// Show replaces what the line says. It cuts off what does not fit on one line of the terminal.
func (l Line) Show(format string, a ...any) {
	if l.width == 0 {
		return
	}
	line := []rune(fmt.Sprintf(format, a...))
	fmt.Fprintf(os.Stderr, "\r\x1b[K%s", string(line[:min(len(line), l.width-1)]))
}

// Tell writes a line that stays.
func (l Line) Tell(format string, a ...any) {
	if l.width > 0 {
		fmt.Fprintf(os.Stderr, "\r\x1b[K"+format+"\n", a...)
	}
}

// Clear empties the line, so that other output can follow.
func (l Line) Clear() {
	if l.width > 0 {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
