package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/resultfile"
)

// Exit statuses.
const (
	exitOK      = 0
	exitNothing = 1 // nothing could be drawn, or a benchmark of the inputs failed
	exitUsage   = 2
)

// cli is the command line, in the order of its help. A new sub-command is a file with a struct and its Run, a line here
// in the group of the question that it answers, and a line in commandHelp.
type cli struct {
	Show       show              `cmd:"" group:"fastest" default:"withargs" help:"${show}"`
	Choose     chooseCommand     `cmd:"" group:"which" help:"${choose}"`
	Claims     claimsCommand     `cmd:"" group:"textbook" help:"${claims}"`
	Compare    compareCommand    `cmd:"" group:"slower" help:"${compare}"`
	History    historyCommand    `cmd:"" group:"slower" help:"${history}"`
	AB         abCommand         `cmd:"" group:"slower" name:"ab" help:"${ab}"`
	Doctor     doctorCommand     `cmd:"" group:"fit" help:"${doctor}"`
	Rounds     roundsCommand     `cmd:"" group:"more" help:"${rounds}"`
	Histograms histogramsCommand `cmd:"" group:"more" help:"${histograms}"`
	Completion completionCommand `cmd:"" group:"more" help:"${completion}"`
}

// questions are the groups of commands, by what a user asks.
var questions = []kong.Group{
	{Key: "fastest", Title: "What is fastest?"},
	{Key: "which", Title: "Which one for me?"},
	{Key: "textbook", Title: "Is the textbook right here?"},
	{Key: "slower", Title: "Did it get slower?"},
	{Key: "fit", Title: "Is my machine fit?"},
	{Key: "more", Title: "What else there is"},
}

// commandHelp says what each command does.
var commandHelp = kong.Vars{
	"show":       "Draw tables and charts of result files (the default command).",
	"claims":     "Judge what textbooks say of inter-process communication by results: nine claims.",
	"ab":         "Compare two versions of a benchmark program in one sitting: the regression gate.",
	"choose":     "Answer which mechanisms carry a load within bounds.",
	"compare":    "Set two result files against each other, benchmark by benchmark.",
	"history":    "Find where a series of result files changes.",
	"rounds":     "Run a benchmark program in rounds; make bench does.",
	"histograms": "Draw HdrHistogram logs: percentiles, and latency over time.",
	"completion": "Print what makes bash, zsh or fish complete command lines of this program.",
	"doctor":     "Look at this machine before a run: what bears on results, and the command that changes it.",
}

// streams are the process's standard streams; tests put their own in their place.
type streams struct {
	in       *os.File
	out, err io.Writer
}

// errNothing says that no input held a result to draw; what was wrong has been told already.
var errNothing = errors.New("nothing to draw: no input held a usable benchmark result; give a file that make " +
	"bench, or go test -bench . >FILE, has written (docs/format.md)")

// failed is the error of inputs in which benchmarks failed, nil if none did. Whatever else the inputs held is drawn
// all the same.
func failed(list []resultfile.Failure) error {
	if len(list) == 0 {
		return nil
	}
	return fmt.Errorf("failed: %s; whatever else there is has been shown; run it again by go test -bench",
		resultfile.FailedNames(list, 5))
}

// usageError is a command line that cannot be obeyed.
type usageError struct{ error }

// run obeys one command line and returns the exit status.
func run(args []string, s streams) int {
	s.out = checkedOutput{s.out}
	if len(args) > 0 && args[0] == "help" && !exists("help") {
		args = append(slices.Clone(args[1:]), "--help")
	}
	var c cli
	status := -1
	parser, err := kong.New(&c,
		kong.Name("report"),
		kong.Description("What ipcbench results say. report alone shows the newest; report FILE… is short for report "+
			"show FILE…, and report show --help lists its flags."),
		kong.ExplicitGroups(questions),
		kong.Writers(s.out, s.err),
		kong.Exit(func(code int) { status = code }),
		commandHelp, kong.Vars(output.Vars), chooseHelp, compareHelp, historyHelp, abHelp, histogramsHelp,
	)
	if err != nil {
		fmt.Fprintln(s.err, "report:", err)
		return exitUsage
	}
	if done, err := completes(parser, s); done {
		if err != nil {
			tell(s.err, err)
			return exitUsage
		}
		return exitOK
	}
	ctx, err := parser.Parse(args)
	if status >= 0 { // --help has been answered
		return status
	}
	if err != nil {
		fmt.Fprintf(s.err, "report: %s (see %s --help)\n", plainly(err), commandOf(err))
		return exitUsage
	}
	if word, ok := c.mistyped(args); ok {
		tell(s.err, fmt.Errorf("%s: neither a command nor a file; the commands are %s", word, commandNames(parser)))
		return exitUsage
	}
	err = ctx.Run(s)
	var usage usageError
	var told exitStatus
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &told):
		return int(told)
	case errors.As(err, &usage):
		tell(s.err, err)
		return exitUsage
	default:
		tell(s.err, err)
		return exitNothing
	}
}

// mistyped is the word that was meant for a command, if the line has one that is neither that nor a file. The default
// command would take it for a result file and draw the others. The name of a result file has an ending, or a directory.
func (c *cli) mistyped(args []string) (word string, ok bool) {
	if len(c.Show.Files) == 0 || slices.Contains(args, "show") {
		return "", false
	}
	word = c.Show.Files[0]
	return word, word != "-" && !strings.ContainsAny(word, "./") && !exists(word)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// commandNames are the commands in the order of the help.
func commandNames(parser *kong.Kong) string {
	var names []string
	for _, command := range parser.Model.Children {
		names = append(names, command.Name)
	}
	return strings.Join(names, ", ")
}

// noValue is what the parser says of a flag at the end of a line.
var noValue = regexp.MustCompile(`: expected \S+ value but got "EOL" \(<EOL>\)`)

// plainly is what is wrong with a command line, in words of its user.
func plainly(err error) string {
	return noValue.ReplaceAllString(err.Error(), ": its value is missing")
}

// checkedOutput is standard output. An error of it says what that is and why it may be, whoever writes.
type checkedOutput struct{ io.Writer }

// Write implements [io.Writer].
func (o checkedOutput) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if err != nil {
		err = fmt.Errorf("standard output: %w; whoever reads it has gone, or the disk is full", err)
	}
	return n, err
}

// commandOf is the command whose flags or arguments cannot be read, as far as the line names one.
func commandOf(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context != nil {
		if command := wrong.Context.Selected(); command != nil {
			return "report " + command.Name
		}
	}
	return "report"
}

// tell writes an error, which has several lines if it is one of errors.Join.
func tell(w io.Writer, err error) {
	for line := range strings.SplitSeq(err.Error(), "\n") {
		fmt.Fprintf(w, "report: %s\n", line)
	}
}
