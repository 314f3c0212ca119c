// Gatepower measures the regression gate itself: whole gates between equal programs, which it should let pass, and
// between programs of which one has a known handicap, which it should find. The machine is quiet, or a neighbour loads
// one CPU in bursts. Each gate is a run of report ab, and its outcome a line in a file that later runs add to. The
// table of docs/gate.md is made of all lines. make gate-power runs it.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"ipcbench/internal/statusline"
	"ipcbench/scripts/gatepower/handicap"
	"ipcbench/scripts/internal/commandline"
)

// options are the flags.
type options struct {
	Report  string        `placeholder:"PROGRAM" help:"The compiled report."`
	Program string        `placeholder:"PROGRAM" help:"The compiled test program of scripts/gatepower/handicap."`
	Log     string        `default:"results/gate-power.txt" help:"The file with a line for each gate; lines are added."`
	Doc     string        `default:"docs/gate.md" help:"The file whose table is made anew."`
	Kinds   []string      `default:"same,copy,5%,10%,5%:0.1,syscall" help:"What the gates compare the program with."`
	Gates   int           `default:"200" help:"So many gates of each kind."`
	Budget  time.Duration `default:"1m" help:"The budget of a gate."`
	For     time.Duration `default:"24h" help:"Start no gate after this time."`
	Beside  bool          `help:"Beside a neighbour that loads one CPU in bursts."`
	Table   bool          `help:"Only make the table anew."`
}

// description begins the help.
const description = `Measures the regression gate itself. A gate compares the program with itself (same), with a copy of
it in another file (copy), or with itself where one mechanism has a handicap: each message takes longer (5%), one in ten
does by ten times as much (5%:0.1), or makes one more system call (syscall).`

// Validate says what is wrong with the flags.
func (o *options) Validate() error {
	if !o.Table && (o.Report == "" || o.Program == "") {
		return errors.New("--report and --program are needed; make gate-power gives them")
	}
	return nil
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == neighbourWord {
		burst()
	}
	var o options
	help, err := commandline.Parse(&o, "gatepower", description, nil, os.Args[1:], os.Stdout)
	switch {
	case help:
		return
	case err == nil:
		err = o.run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "gatepower:", err)
		os.Exit(1)
	}
}

func (o options) run() error {
	if !o.Table {
		if err := o.measure(); err != nil {
			return err
		}
	}
	return writeTable(o.Log, o.Doc)
}

// cells are the cells of each gate, with the mechanism that a handicap is for, and how many messages an op has, over
// which the handicap is spread. They are cells of which an op takes longer by as much as its messages do. Not all are
// like that. With unix-stream on one CPU the scheduler lets the receiver run before the sender waits, the less often
// the later the sender is: work of 2 µs in each message (unix-stream=2us) made an op of 23 µs only 3 % slower, not
// 17 % (report ab).
var cells = []struct {
	mech, cell string
	messages   float64
}{
	{"pipe", "Latency/mech=pipe/wait=block/place=same/size=64", 2},
	{"tcp", "Latency/mech=tcp/wait=block/place=same/size=64", 2},
	{"mq-posix", "Latency/mech=mq-posix/wait=block/place=same/size=64", 2},
}

// measure runs gates in rounds of all kinds.
func (o options) measure() error {
	log, err := os.OpenFile(o.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	if o.Beside {
		end, err := startNeighbour()
		if err != nil {
			return err
		}
		defer end()
	}
	line := statusline.New()
	defer line.Clear()
	end := time.Now().Add(o.For)
	nanoseconds, err := o.calibrate()
	if err != nil {
		return err
	}
	for gate := range o.Gates {
		for _, kind := range o.Kinds {
			if time.Now().After(end) {
				return nil
			}
			line.Show("gate %d of %d, %s", gate+1, o.Gates, kind)
			which := rand.IntN(len(cells))
			g, f, err := o.gate(kind, which, nanoseconds[which]/cells[which].messages)
			if err != nil {
				return err
			}
			learn(nanoseconds, f) // the machine's speed changes
			if o.Beside {
				g.Beside = "beside"
			}
			if _, err := fmt.Fprintln(log, g); err != nil {
				return err
			}
		}
	}
	return nil
}

// A found is what the JSON of report ab says, as far as it is needed.
type found struct {
	Exit    int
	Seconds float64
	Cells   []struct {
		Name    string
		Outcome string
		Old     struct{ Value float64 } // seconds
		Ratio   struct{ Value float64 }
		More    []struct{}
	}
}

// ab runs one gate between the program and itself with a handicap.
func (o options) ab(handicapped string, arguments ...string) (found, error) {
	return o.abWith(o.Program, handicapped, arguments...)
}

// abCopy runs one between the program and a copy of it, which lies in other pages of memory, as two builds do.
func (o options) abCopy() (f found, err error) {
	copied := o.Program[:len(o.Program)-1] + "_" // a name as long
	program, err := os.ReadFile(o.Program)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.Remove(copied)) }()
	if err := os.WriteFile(copied, program, 0o755); err != nil {
		return f, err
	}
	return o.abWith(copied, "none=0", "--force")
}

func (o options) abWith(program, handicapped string, arguments ...string) (f found, err error) {
	// The variable has the same length on both sides: the environment lies on the stack, and moves what lies behind it.
	side := func(program, h string) string {
		return fmt.Sprintf("%s=%-32s exec %s -ipc.matrix=gate", handicap.Variable, "'"+h+"'", program)
	}
	var names []string
	for _, c := range cells {
		names = append(names, "^Benchmark"+c.cell+"$")
	}
	none := "none=" + strings.Repeat("0", max(0, len(handicapped)-len("none=")))
	c := exec.Command(o.Report, append([]string{"ab", "--json",
		"--a", side(o.Program, none), "--b", side(program, handicapped),
		"--cells", strings.Join(names, "|"), "--budget", o.Budget.String()}, arguments...)...)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	var out, bad bytes.Buffer
	c.Stdout, c.Stderr = &out, &bad
	runErr := c.Run()
	if err := json.Unmarshal(out.Bytes(), &f); err != nil {
		return f, fmt.Errorf("report ab: %s (%w)", strings.TrimSpace(bad.String()), errors.Join(runErr, err))
	}
	return f, nil
}

// calibrate says how long an op of each cell takes, in ns.
func (o options) calibrate() ([]float64, error) {
	f, err := o.ab("none=0")
	if err != nil {
		return nil, err
	}
	ns := make([]float64, len(cells))
	learn(ns, f)
	for i, c := range cells {
		if !(ns[i] > 0) {
			return nil, fmt.Errorf("%s has no time in a first gate", c.cell)
		}
	}
	return ns, nil
}

// learn takes from a gate how long an op of each cell takes, in ns.
func learn(ns []float64, f found) {
	for i, c := range cells {
		for _, one := range f.Cells {
			if one.Name == "Benchmark"+c.cell && one.Old.Value > 0 {
				ns[i] = 1e9 * one.Old.Value
			}
		}
	}
}

// An outcome is a line of the log.
type outcome struct {
	Date    time.Time
	Kind    string
	Beside  string // "quiet" or "beside"
	Mech    string // that has the handicap, or "-"
	Exit    int
	Found   bool // the mechanism with the handicap is called regressed
	Wrongly int  // cells called regressed that are not
	Fine    int  // cells called not worse, or no more counted
	Missed  bool // the mechanism with the handicap is called so
	Ratio   float64
	Seconds float64
}

// String is the line.
func (g outcome) String() string {
	return fmt.Sprintf("%s %s %s %s exit=%d found=%v wrongly=%d fine=%d missed=%v ratio=%.4f seconds=%.1f",
		g.Date.UTC().Format(time.RFC3339), g.Kind, g.Beside, g.Mech,
		g.Exit, g.Found, g.Wrongly, g.Fine, g.Missed, g.Ratio, g.Seconds)
}

// gate runs one gate of a kind, with the handicap on one mechanism, of whose ops a message takes ns.
func (o options) gate(kind string, which int, ns float64) (g outcome, f found, err error) {
	g = outcome{Date: time.Now(), Kind: kind, Beside: "quiet", Mech: cells[which].mech}
	began := time.Now()
	switch {
	case kind == "same":
		g.Mech = "-"
		f, err = o.ab("none=0")
	case kind == "copy":
		g.Mech = "-"
		f, err = o.abCopy()
	case kind == "syscall":
		f, err = o.ab(g.Mech+"=syscall", "--exact")
	default:
		share, chance, byChance := strings.Cut(kind, ":")
		var percent float64
		if _, err := fmt.Sscanf(share, "%g%%", &percent); err != nil {
			return g, f, fmt.Errorf("--kinds: %q is neither same, copy, syscall nor a percentage, "+
				"which may have :probability", kind)
		}
		amount := fmt.Sprintf("%s=%.1fns", g.Mech, ns*percent/100)
		if byChance {
			amount += ":" + chance
		}
		f, err = o.ab(amount)
	}
	g.Seconds, g.Exit = time.Since(began).Seconds(), f.Exit
	for _, c := range f.Cells {
		fine := c.Outcome == "not worse" || c.Outcome == "no more counted"
		handicapped := strings.Contains(c.Name, "/mech="+g.Mech+"/")
		if handicapped {
			g.Ratio = c.Ratio.Value
			g.Found = c.Outcome == "regressed"
			g.Missed = fine
		}
		if c.Outcome == "regressed" && !handicapped {
			g.Wrongly++
		}
		if fine {
			g.Fine++
		}
	}
	return g, f, err
}
