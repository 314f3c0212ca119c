package output

import "errors"

// A Format is a form of standard output.
type Format string

// The formats that every command has.
const (
	Text     Format = "text"
	Markdown Format = "markdown"
	JSON     Format = "json"
	CSV      Format = "csv"
)

// Flags are the flags of a command that shows something, to be embedded in it. A command with formats of its own gives
// all of its formats in the tag: `embed:"" set:"formats=text,markdown,json,csv,other"`.
type Flags struct {
	Format   Format `enum:"${formats}" default:"text" help:"Form of standard output: ${enum} (docs/json.md)."`
	JSON     bool   `name:"json" help:"Short for --format=json."`
	Markdown bool   `help:"Short for --format=markdown."`
	CSV      bool   `name:"csv" help:"Short for --format=csv."`
}

// Vars are the variables that the tags of [Flags] refer to, for the parser of the command line.
var Vars = map[string]string{"formats": "text,markdown,json,csv"}

// Chosen is the format that the flags ask for. They may ask for one only.
func (f Flags) Chosen() (Format, error) {
	format, asked := f.Format, 0
	if format != Text && format != "" {
		asked++
	}
	for _, short := range []struct {
		set  bool
		asks Format
	}{{f.JSON, JSON}, {f.Markdown, Markdown}, {f.CSV, CSV}} {
		if short.set && format != short.asks {
			format = short.asks
			asked++
		}
	}
	if asked > 1 {
		return "", errors.New("several forms of output are asked for: choose one of --format, --json, --markdown " +
			"and --csv")
	}
	if format == "" {
		format = Text
	}
	return format, nil
}
