package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// A status is a line for the person at a terminal, on standard error; nothing where that is none.
type status struct{ width int }

func newStatus() status {
	fd := int(os.Stderr.Fd())
	if !term.IsTerminal(fd) {
		return status{}
	}
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		return status{width}
	}
	return status{80}
}

func (s status) show(round, at, of int, t *trial, left time.Duration) {
	if s.width == 0 {
		return
	}
	line := []rune(fmt.Sprintf("round %d [%d/%d] at most %.0f s left · %s", round, at, of, left.Seconds(), t.name()))
	fmt.Fprintf(os.Stderr, "\r\x1b[K%s", string(line[:min(len(line), s.width-1)]))
}

func (s status) clear() {
	if s.width > 0 {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
