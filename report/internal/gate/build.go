package gate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// buildPatience is how long compiling one program may take.
const buildPatience = 10 * time.Minute

// A Build is the benchmark program of a package at a commit and in the working tree.
type Build struct {
	Old, New string // the programs' paths
	Same     bool   // they are the same, byte by byte, and so are their brokers
	Tree     string // the working tree in words: its commit, and whether it has changes that are not committed
}

// A broker is a program that a mechanism looks for beside the benchmark program: the name of the file, and the package,
// which ipcbench's go.mod has as a tool.
const (
	brokerName    = "nats-server"
	brokerPackage = "github.com/nats-io/nats-server/v2"
)

// BuildBoth builds the test programs of a package, a path below the current directory: of the commit base and of
// the working tree as it is. Everything is made in dir; the repository is only read.
func BuildBoth(ctx context.Context, dir, base, pkg string, show func(string, ...any)) (b Build, err error) {
	here, err := os.Getwd()
	if err != nil {
		return b, err
	}
	if _, err := exec.LookPath("git"); err != nil {
		return b, fmt.Errorf("git is not installed, which has the commit BASE=%s: install it, or compare two commands "+
			"(A=… B=…)", base)
	}
	english := []string{"LC_ALL=C"}
	top, err := tell(ctx, here, english, "git", "rev-parse", "--show-toplevel")
	if err != nil && strings.Contains(err.Error(), "not a git repository") {
		return b, fmt.Errorf("%s is in no git repository, so there is no commit BASE=%s in it; compare two commands "+
			"instead (A=… B=…)", here, base)
	}
	if err != nil {
		return b, fmt.Errorf("BASE=%s: git: %w; see that git status works here", base, err)
	}
	commit, err := tell(ctx, here, english, "git", "rev-parse", "--verify", "--quiet", "--end-of-options",
		base+"^{commit}")
	if err != nil {
		return b, fmt.Errorf("BASE=%s: no such commit here; git fetch it first, and if the clone is shallow, git "+
			"fetch --unshallow", base)
	}
	below, err := filepath.Rel(top, here)
	if err != nil {
		return b, err
	}
	inWords, err := treeInWords(ctx, top)
	if err != nil {
		return b, err
	}
	// Paths of equal length: a program has its path in memory, and a longer one moves what lies behind it.
	tree := checkoutDir(dir)
	if err := os.MkdirAll(filepath.Dir(tree), 0o700); err != nil {
		return b, err
	}
	b = Build{Old: filepath.Join(dir, "old", "bench.test"), New: filepath.Join(dir, "new", "bench.test"), Tree: inWords}
	show("checking out %s", base)
	if err := checkOut(ctx, top, commit, tree); err != nil {
		return b, err
	}
	show("building %s", base)
	if err := linkOutside(ctx, top, tree, below); err != nil {
		return b, fmt.Errorf("BASE=%s does not build: %w", base, err)
	}
	if err := build(ctx, filepath.Join(tree, below), pkg, b.Old); err != nil {
		return b, fmt.Errorf("BASE=%s does not build: %w", base, err)
	}
	if err := os.RemoveAll(filepath.Join(dir, "tree")); err != nil {
		return b, err
	}
	show("building the working tree")
	if err := build(ctx, here, pkg, b.New); err != nil {
		return b, fmt.Errorf("the working tree does not build: %w", err)
	}
	b.Same, err = sameBytes(b.Old, b.New)
	if err == nil && b.Same {
		b.Same, err = sameBytes(brokerBeside(b.Old), brokerBeside(b.New))
	}
	return b, err
}

// treeInWords says at which commit a working tree is, and whether it has changes.
func treeInWords(ctx context.Context, top string) (string, error) {
	head, err := tell(ctx, top, nil, "git", "rev-parse", "--short", "HEAD")
	if err != nil {
		return "", err
	}
	changes, err := tell(ctx, top, nil, "git", "--no-optional-locks", "status", "--porcelain")
	if err != nil {
		return "", err
	}
	words := "the working tree at " + head
	if changes != "" {
		words += " with uncommitted changes"
	}
	return words, nil
}

// checkOut writes the files of a commit into a directory. It uses an index of its own: neither the repository's index
// nor its list of worktrees is touched, and no hook runs.
func checkOut(ctx context.Context, top, commit, tree string) error {
	index := []string{"GIT_INDEX_FILE=" + tree + ".index"}
	for _, arguments := range [][]string{
		{"git", "read-tree", commit}, {"git", "checkout-index", "--all", "--prefix=" + tree + "/"},
	} {
		if _, err := tell(ctx, top, index, arguments...); err != nil {
			return fmt.Errorf("checking out %.12s: %w", commit, err)
		}
	}
	return nil
}

// build compiles a package's tests so that equal sources give equal bytes wherever they lie, and the broker of the
// version that the same go.mod names, if it names one.
func build(ctx context.Context, dir, pkg, out string) error {
	if err := os.MkdirAll(filepath.Dir(out), 0o700); err != nil {
		return err
	}
	if _, err := os.Stat(dir); err != nil {
		return errors.New("it has not this directory; choose another package (PKG) or commit (BASE)")
	}
	said, err := tell(ctx, dir, nil, "go", "test", "-c", "-trimpath", "-buildvcs=false", "-o", out, pkg)
	if err != nil {
		return err
	}
	if _, err := os.Stat(out); err != nil {
		return fmt.Errorf("%s has no tests (%s); choose a package with benchmarks (PKG)", pkg, said)
	}
	// This fails for a module that names none, which needs none. A program that needs one says so itself.
	tell(ctx, dir, nil, "go", "build", "-mod=readonly", "-trimpath", "-buildvcs=false",
		"-o", brokerBeside(out), brokerPackage)
	return nil
}

// brokerBeside is where a program looks for a broker.
func brokerBeside(program string) string { return filepath.Join(filepath.Dir(program), brokerName) }

// tell runs a command and returns what it printed. The error is one line of what it printed on standard error.
func tell(ctx context.Context, dir string, variables []string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, buildPatience)
	defer cancel()
	c := exec.CommandContext(ctx, arguments[0], arguments[1:]...)
	c.Dir = dir
	c.Env = append(os.Environ(), variables...)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGTERM) }
	c.WaitDelay = endPatience
	var out, bad bytes.Buffer
	c.Stdout, c.Stderr = &out, &bad
	if err := c.Run(); err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return "", errInterrupted
		}
		if ctx.Err() != nil {
			return "", fmt.Errorf("%s did not end within %v", arguments[0], buildPatience)
		}
		return "", fmt.Errorf("%s (%w)", complaint(bad.String()), err)
	}
	return strings.TrimSpace(out.String()), nil
}

// complaint is what a failed git or go says, in one line. It leaves out what go downloads, which package it speaks of,
// and the middle of a long text, as the first words tell what is wrong and the last ones what to do.
func complaint(text string) string {
	const first, last = 5, 3
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "go: downloading ") {
			lines = append(lines, line)
		}
	}
	if n := len(lines) - first - last; n > 0 {
		lines = slices.Replace(lines, first, first+n, fmt.Sprintf("(%d more lines)", n))
	}
	if len(lines) == 0 {
		return "it did not say why"
	}
	return strings.Join(lines, "; ")
}

// firstLine is the first line that is not empty and does not begin with #, as headings of go do.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return line
		}
	}
	return "it did not say why"
}

// sameBytes tells whether two files have the same content. A file that does not exist counts as empty.
func sameBytes(a, b string) (bool, error) {
	var texts [2][]byte
	for i, path := range []string{a, b} {
		var err error
		if texts[i], err = os.ReadFile(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			return false, err
		}
	}
	return bytes.Equal(texts[0], texts[1]), nil
}
