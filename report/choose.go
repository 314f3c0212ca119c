package main

import (
	"errors"
	"fmt"

	"github.com/alecthomas/kong"

	"ipcbench/report/internal/choose"
	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/output"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// chooseCommand answers which mechanisms carry a load within bounds.
type chooseCommand struct {
	Files []string `arg:"" optional:"" predictor:"file" name:"file" help:"Result files (default: the newest)."`

	Size       choose.Size       `default:"64" placeholder:"BYTES" help:"Size of a message, such as 2KiB."`
	Rate       choose.Rate       `placeholder:"N" help:"${choose_rate}"`
	MaxCores   choose.Cores      `placeholder:"CPUS" help:"${choose_cores}"`
	P50        choose.Latency    `name:"p50" placeholder:"TIME" help:"Median latency, at most."`
	P99        choose.Latency    `name:"p99" placeholder:"TIME" help:"Latency that 99 of 100 messages keep, at most."`
	Throughput choose.Throughput `placeholder:"MB/S" help:"A stream of at least so many bytes a second."`

	Scope      string      `enum:"thread,process,host" default:"process" help:"How far apart the ends are: ${enum}."`
	Place      string      `default:"cross" help:"Where the ends run, as measured: cross is two cores."`
	Relation   string      `enum:",any,related" default:"" help:"${choose_relation}"`
	Direction  string      `enum:",simplex,half-duplex,duplex" default:"" help:"What one channel can do, at least."`
	Provider   string      `enum:",os,user" default:"" help:"Who implements it: os or user."`
	Wait       []string    `predictor:"wait" help:"These waits only: block,spin,yield,hybrid,poll."`
	Messages   string      `enum:",messages,stream" default:"" help:"${choose_messages}"`
	MaxCopies  *int        `placeholder:"N" help:"Copies of the payload on its way, at most."`
	Largest    choose.Size `placeholder:"BYTES" help:"Messages of up to this size must be possible too."`
	Containers []string    `placeholder:"WHAT" help:"${choose_containers}"`
	Needs      []string    `placeholder:"WHAT" help:"${choose_needs}"`

	Prefer  choose.Preference `enum:"p99,cores,throughput,simplicity" default:"p99" help:"${choose_prefer}"`
	Top     int               `default:"10" placeholder:"N" help:"Show so many at most of what fits; 0 is all."`
	Machine int               `placeholder:"N" help:"Of several machines, the one with this number only."`
	State   string            `placeholder:"NAME" help:"Of a machine with several states, this one, or all."`

	output.Flags `embed:""`
	Lang         string `enum:"en,ko" default:"en" help:"Language: en or ko."`
	Width        int    `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// chooseHelp are the help texts that are longer than a line.
var chooseHelp = kong.Vars{
	"choose_rate": "Messages a second, such as 20k. Without it the ends hand one message to and fro as fast as they " +
		"can.",
	"choose_cores": "At most so much of a CPU, such as 0.3: for the receiver at the rate, or without a rate for both.",
	"choose_relation": "any: unrelated processes must be able to open it; related: it may be inherited, as by a " +
		"child.",
	"choose_messages":   "messages: it must keep messages apart; stream: a stream of bytes.",
	"choose_containers": "The ends are in two containers that share this, such as 'a network,a volume'.",
	"choose_needs": "What must be so, comma-separated: 'no shared memory', 'no files', 'no network', 'no RPC', " +
		"'no broker', 'nothing special'.",
	"choose_prefer": "What comes first: p99, cores, throughput or simplicity, which goes by traits; docs/choose.md " +
		"has the points.",
}

// Run reads, asks and prints.
func (c *chooseCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	p, err := words.In(c.Lang)
	if err != nil {
		return usageError{err}
	}
	var notes []string
	if len(c.Files) == 0 {
		var note string
		if c.Files, note, err = usual(p, s); err != nil {
			return err
		}
		if note != "" {
			notes = append(notes, note)
		}
	}
	inputs, err := inputsOf(c.Files, s)
	if err != nil {
		return err
	}
	set := results.Read(inputs)
	for _, problem := range set.Problems {
		fmt.Fprintln(s.err, problem)
	}
	if len(set.Machines) == 0 {
		return errors.Join(failed(set.Failures), errNothing)
	}
	var states []string
	if c.State != "" {
		states = []string{c.State}
	}
	f, err := facts.Of(set, states...)
	if err != nil {
		return usageError{err}
	}
	q := c.question()
	if err := q.Check(f, c.Machine); err != nil {
		return usageError{err}
	}
	switch {
	case c.Top < 0:
		return usageError{fmt.Errorf("--top=%d: must not be negative; 0 is all", c.Top)}
	case c.MaxCopies != nil && *c.MaxCopies < 0:
		return usageError{fmt.Errorf("--max-copies=%d: must not be negative; leave it out for any", *c.MaxCopies)}
	}
	report, err := choose.Of(f, q, c.Machine, p)
	if err != nil {
		return err
	}
	report.Notes, report.Top = notes, c.Top
	if len(report.Machines) == 0 {
		return fmt.Errorf("nothing was measured with --scope=%s in these files: measure with -ipc.scopes=%s",
			c.Scope, c.Scope)
	}
	return errors.Join(output.Write(s.out, format, width, report), failed(set.Failures))
}

func (c *chooseCommand) question() choose.Question {
	return choose.Question{
		Size: int64(c.Size), Rate: float64(c.Rate), MaxCores: float64(c.MaxCores), P50: float64(c.P50),
		P99: float64(c.P99), Throughput: float64(c.Throughput),
		Scope: c.Scope, Place: c.Place, Relation: c.Relation, Direction: c.Direction, Provider: c.Provider,
		Waits: c.Wait, Messages: c.Messages, MaxCopies: c.MaxCopies, Largest: int64(c.Largest),
		Containers: c.Containers, Needs: c.Needs, Prefer: c.Prefer,
	}
}
