// Package commandline reads the command lines of the programs below scripts, with kong.
package commandline

import (
	"io"
	"regexp"

	"github.com/alecthomas/kong"
)

// Parse reads args into the struct that grammar points to, whose tags are kong's and may refer to vars. If it has a
// Validate method, that is called. Flags may have one dash, as those of go test have. If help was asked for, it is
// written to out and nothing is to be done.
func Parse(grammar any, name, description string, vars kong.Vars, args []string, out io.Writer) (help bool, err error) {
	parser, err := kong.New(grammar,
		kong.Name(name), kong.Description(description), kong.Writers(out, io.Discard), vars,
		kong.Exit(func(int) { help = true }),
	)
	if err != nil {
		return false, err
	}
	_, err = parser.Parse(twoDashes(args))
	if help {
		err = nil
	}
	return help, err
}

// oneDash matches a flag of one dash and more than one letter.
var oneDash = regexp.MustCompile(`^-[a-z][a-z.-]+(=|$)`)

func twoDashes(args []string) []string {
	var all []string
	for i, arg := range args {
		if arg == "--" {
			return append(all, args[i:]...)
		}
		if oneDash.MatchString(arg) {
			arg = "-" + arg
		}
		all = append(all, arg)
	}
	return all
}
