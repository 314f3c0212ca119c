package main

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/posener/complete"
	"github.com/willabides/kongplete"

	"ipcbench/report/internal/choose"
)

// completionCommand prints what makes a shell complete the words of a command line of this program.
type completionCommand struct {
	Shell string `arg:"" optional:"" enum:"bash,zsh,fish," default:"" help:"bash, zsh, fish (default: yours)."`
}

// Help is the long help.
func (completionCommand) Help() string {
	return `Put it where your shell reads it at its start: eval "$(report completion bash)" in ~/.bashrc, ` +
		`eval "$(report completion zsh)" in ~/.zshrc, report completion fish >~/.config/fish/completions/report.fish. ` +
		`The program must be one that stays where it is: go build -o ~/bin/report ./report.`
}

// completionScripts have the shells call the program with the words so far in $COMP_LINE; %[1]s is its path, quoted.
var completionScripts = map[string]string{
	"bash": "complete -o default -C %[1]s report\n",
	"zsh":  "autoload -U +X bashcompinit && bashcompinit\ncomplete -o default -C %[1]s report\n",
	"fish": "function __complete_report\n" +
		"    set -lx COMP_LINE (commandline -cp)\n" +
		"    test -z (commandline -ct); and set COMP_LINE \"$COMP_LINE \"\n" +
		"    %[1]s\nend\ncomplete -f -c report -a \"(__complete_report)\"\n",
}

// Run prints the script.
func (c *completionCommand) Run(s streams) error {
	shell := cmp.Or(c.Shell, filepath.Base(os.Getenv("SHELL")))
	script, ok := completionScripts[shell]
	if !ok {
		return usageError{fmt.Errorf("$SHELL=%s: nothing is known of this shell; name bash, zsh or fish, as in report "+
			"completion bash", os.Getenv("SHELL"))}
	}
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("where this program lies is not known (%w): build it where it stays, by go build -o "+
			"~/bin/report ./report", err)
	}
	_, err = fmt.Fprintf(s.out, script, quote(program))
	return err
}

// completes answers a shell that asks how a command line may go on, if one does; it asks by $COMP_LINE.
func completes(parser *kong.Kong, s streams) (done bool, err error) {
	if os.Getenv("COMP_LINE") == "" {
		return false, nil
	}
	command, err := kongplete.Command(parser, kongplete.WithPredictors(map[string]complete.Predictor{
		"file": complete.PredictFiles("*"), "dir": complete.PredictDirs("*"),
		"wait": complete.PredictSet(choose.Waits()...),
	}))
	if err != nil {
		return true, err
	}
	// Words that name no command are those of the default command.
	standard := command.Sub["show"]
	command.Args = standard.Args
	for flag, predictor := range standard.GlobalFlags {
		if _, own := command.GlobalFlags[flag]; !own {
			command.Flags = withFlag(command.Flags, flag, predictor)
		}
	}
	answer := complete.New(strings.ToLower(parser.Model.Name), command)
	answer.Out = s.out
	return answer.Complete(), nil
}

func withFlag(flags complete.Flags, name string, p complete.Predictor) complete.Flags {
	if flags == nil {
		flags = complete.Flags{}
	}
	flags[name] = p
	return flags
}
