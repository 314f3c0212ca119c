package bench

import (
	"fmt"
	"time"

	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/internal/statusline"
)

// A progress shows on the terminal's status line which cell runs, how many samples are done, and how long the rest
// will take.
type progress struct {
	line          statusline.Line
	began         time.Time
	done, total   int
	round, rounds int
}

// newProgress counts up to total samples.
func newProgress(total int) *progress {
	p := &progress{line: statusline.New(), total: total, began: time.Now()}
	p.round, p.rounds = record.Round()
	return p
}

// show says that c runs. It shows nothing if the status line is the terminal line on which the testing package has
// written the benchmark's name, as named says.
func (p *progress) show(c plan.Cell, named bool) {
	if p.line.Shared() && named {
		return
	}
	line := fmt.Sprintf("[%d/%d] %v", p.done+1, p.total, c)
	if p.rounds > 1 {
		line = fmt.Sprintf("round %d/%d %s", p.round, p.rounds, line)
	}
	if left, ok := p.left(time.Since(p.began)); ok {
		line += " · " + left + " left"
	}
	p.line.Show("%s", line)
}

// left is how long the remaining samples will take, of this round and the later ones, if they take as long as those
// done.
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

// makeRoom clears the status line if the testing package writes to the same terminal. After the first call of a
// benchmark that writes the benchmark's name there, and completes the line after the last call.
func (p *progress) makeRoom() {
	if p.line.Shared() {
		p.line.Clear()
	}
}

// finish counts a sample, and clears the status line unless the testing package has written the benchmark's name on
// it.
func (p *progress) finish(named bool) {
	p.done++
	if !(p.line.Shared() && named) {
		p.line.Clear()
	}
}
