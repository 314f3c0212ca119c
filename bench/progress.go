package bench

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"ipcbench/bench/plan"
	"ipcbench/bench/record"

	"golang.org/x/sys/unix"
	"golang.org/x/term"
)

// A progress line tells a person at a terminal which cell runs, how many are done, and how long the rest will take. It
// is written on standard error, and nowhere if that is not a terminal.
type progress struct {
	w             io.Writer // nil where nobody looks
	width         int
	shared        bool // standard output is the same terminal, where the testing package leaves an unfinished line
	began         time.Time
	done, total   int
	round, rounds int
}

// newProgress counts up to total samples.
func newProgress(total int) *progress {
	p := &progress{total: total, began: time.Now(), round: 1, rounds: 1}
	if a, b, ok := strings.Cut(os.Getenv(record.RoundVariable), "/"); ok {
		round, err1 := strconv.Atoi(a)
		rounds, err2 := strconv.Atoi(b)
		if err1 == nil && err2 == nil && 1 <= round && round <= rounds {
			p.round, p.rounds = round, rounds
		}
	}
	fd := int(os.Stderr.Fd())
	if !term.IsTerminal(fd) {
		return p
	}
	p.w = os.Stderr
	p.width = 80
	if width, _, err := term.GetSize(fd); err == nil && width > 0 {
		p.width = width
	}
	var out, errOut unix.Stat_t
	p.shared = unix.Fstat(1, &out) == nil && unix.Fstat(2, &errOut) == nil && out.Rdev == errOut.Rdev && out.Ino == errOut.Ino
	return p
}

// show says that c runs, unless the testing package has named it on the line.
func (p *progress) show(c plan.Cell, named bool) {
	if p.w == nil || p.shared && named {
		return
	}
	line := fmt.Sprintf("[%d/%d] %v", p.done+1, p.total, c)
	if p.rounds > 1 {
		line = fmt.Sprintf("round %d/%d %s", p.round, p.rounds, line)
	}
	if left, ok := p.left(time.Since(p.began)); ok {
		line += " · " + left + " left"
	}
	if r := []rune(line); len(r) >= p.width {
		line = string(r[:p.width-1])
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
}

// left is how long the samples to come will take, in this round and those after it, at the pace of those done.
func (p *progress) left(elapsed time.Duration) (string, bool) {
	if p.done == 0 || p.total == 0 {
		return "", false
	}
	ahead := p.total - p.done + (p.rounds-p.round)*p.total
	left := time.Duration(float64(elapsed) / float64(p.done) * float64(max(ahead, 0)))
	if left >= time.Minute {
		return fmt.Sprintf("%d min", int(left.Round(time.Minute).Minutes())), true
	}
	return fmt.Sprintf("%d s", int(left.Round(time.Second).Seconds())), true
}

// makeRoom clears the line for the testing package, which writes the benchmark's name on the same terminal after the
// first call and leaves it there, unfinished, until the last.
func (p *progress) makeRoom() {
	if p.w != nil && p.shared {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

// finish counts a sample and clears the line, unless the testing package has named the benchmark on it.
func (p *progress) finish(named bool) {
	p.done++
	if p.w != nil && !(p.shared && named) {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}
