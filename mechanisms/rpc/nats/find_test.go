package nats

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/perf/benchfmt"
)

// finderVariable in the environment has this program say which broker it finds. Its value is the path
// of find.go.
const finderVariable = "IPCBENCH_TEST_FIND"

func TestMain(m *testing.M) {
	switch file := os.Getenv(finderVariable); {
	case file != "":
		thisFile = file
		err := available()
		path, findErr := find(os.TempDir())
		fmt.Println(path)
		for _, err := range []error{err, findErr} {
			if err != nil {
				fmt.Println(err)
			}
		}
	case os.Getenv(holderVariable) != "":
		fmt.Fprintln(os.Stderr, holdBroker(os.Args[1]))
		os.Exit(1)
	default:
		os.Exit(m.Run())
	}
}

// A place has a copy of this program, what lies beside it, and its PATH.
type place struct{ beside, path string }

func newPlace(t *testing.T) place {
	t.Helper()
	p := place{t.TempDir(), t.TempDir()}
	self, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	put(t, p.self(), string(self))
	return p
}

func (p place) self() string { return filepath.Join(p.beside, "nats.test") }

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// found is what the copy finds there, the complaints if it finds none, and what it says on standard error.
func (p place) found(t *testing.T) (path string, complaints []string, said string) {
	t.Helper()
	file, err := filepath.Abs("find.go") // which thisFile is not, compiled with -trimpath
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(p.self())
	c.Dir = p.beside
	c.Env = append(os.Environ(), finderVariable+"="+file, "PATH="+p.path)
	var bad bytes.Buffer
	c.Stderr = &bad
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s", err, &bad)
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	return lines[0], lines[1:], bad.String()
}

// A go command as these tests have it: what it prints that it has built, or how it fails.
const (
	builds = "#!/bin/sh\ncase $1 in list) echo /sources;; tool) echo /built/nats-server;; esac\n"
	cannot = "#!/bin/sh\necho '# package' >&2; echo 'go: no network' >&2; exit 1\n"
)

func TestWhereTheBrokerIsFound(t *testing.T) {
	for name, c := range map[string]struct {
		make func(p place) // what there is
		want func(p place) string
		says string // on standard error
	}{
		"beside, before all others": {
			func(p place) {
				put(t, filepath.Join(p.beside, program), "")
				put(t, filepath.Join(p.path, program), "")
				put(t, filepath.Join(p.path, "go"), builds)
			},
			func(p place) string { return filepath.Join(p.beside, program) },
			"",
		},
		"built, before that of PATH": {
			func(p place) {
				put(t, filepath.Join(p.path, program), "")
				put(t, filepath.Join(p.path, "go"), builds)
			},
			func(place) string { return "/built/nats-server" },
			"",
		},
		"in PATH, without Go": {
			func(p place) { put(t, filepath.Join(p.path, program), "") },
			func(p place) string { return filepath.Join(p.path, program) },
			"there is no go command in PATH",
		},
		"in PATH, as it cannot be built": {
			func(p place) {
				put(t, filepath.Join(p.path, program), "")
				put(t, filepath.Join(p.path, "go"), cannot)
			},
			func(p place) string { return filepath.Join(p.path, program) },
			"no network",
		},
		"not through a link beside": {
			func(p place) {
				put(t, filepath.Join(p.path, program), "")
				if err := os.Symlink("/bin/true", filepath.Join(p.beside, program)); err != nil {
					t.Fatal(err)
				}
			},
			func(p place) string { return filepath.Join(p.path, program) },
			"there is no go command in PATH",
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			c.make(p)
			path, complaints, said := p.found(t)
			if path != c.want(p) || len(complaints) > 0 {
				t.Errorf("%q, %q; want %q", path, complaints, c.want(p))
			}
			if (c.says == "") != (said == "") || !strings.Contains(said, c.says) {
				t.Errorf("on standard error %q, want %q", said, c.says)
			}
			meaningless(t, said)
		})
	}
}

// Another user's program is not taken, though it lies beside.
func TestAStrangersBrokerIsNotTaken(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give a file to another user")
	}
	p := newPlace(t)
	stranger := filepath.Join(p.beside, program)
	put(t, stranger, "")
	if err := os.Chown(stranger, 65534, 65534); err != nil {
		t.Skip(err)
	}
	if path, complaints, _ := p.found(t); path != "" || len(complaints) != 2 {
		t.Errorf("%q, %q", path, complaints)
	}
}

// Where there is none, a line says so before anything is tried, why none can be built, and what helps.
func TestWithoutABroker(t *testing.T) {
	for name, c := range map[string]struct{ command, want string }{
		"no Go":       {"", "there is no go command in PATH"},
		"no sources":  {cannot, "go list: go: no network (exit status 1)"},
		"an empty go": {"#!/bin/sh\nexit 1\n", "it did not say why"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			if c.command != "" {
				put(t, filepath.Join(p.path, "go"), c.command)
			}
			path, complaints, _ := p.found(t)
			if path != "" || len(complaints) != 2 {
				t.Fatalf("%q, %q", path, complaints)
			}
			for _, want := range []string{c.want, "`go install github.com/nats-io/nats-server/v2@latest`"} {
				if !strings.Contains(complaints[0], want) {
					t.Errorf("%q, want %q", complaints[0], want)
				}
			}
			if !strings.Contains(complaints[1], "nor in PATH") {
				t.Errorf("Prepare says %q", complaints[1])
			}
		})
	}
}

// What Go has not yet is fetched, and what takes long is told, once, in a line that means nothing among results.
func TestAWordOfWhatTakesLong(t *testing.T) {
	p := newPlace(t)
	put(t, filepath.Join(p.path, "go"), `#!/bin/sh
case "$*" in
'list -m '*) ;; # not in the module cache
'list -deps '*) echo >`+p.beside+`/fetched;;
tool*) /bin/sleep 3; echo /built/nats-server;;
esac
`)
	path, complaints, said := p.found(t)
	if _, err := os.Stat(filepath.Join(p.beside, "fetched")); err != nil {
		t.Error(err)
	}
	if path != "/built/nats-server" || len(complaints) > 0 {
		t.Errorf("%q, %q", path, complaints)
	}
	if !strings.HasPrefix(said, "ipcbench builds nats-server") || strings.Count(said, "\n") != 1 {
		t.Errorf("it says %q", said)
	}
	meaningless(t, said)
}

// meaningless checks that lines among results are taken for nothing.
func meaningless(t *testing.T, lines string) {
	t.Helper()
	results := benchfmt.NewReader(strings.NewReader(lines+"BenchmarkX 1 1 ns/op\n"), "")
	for results.Scan() {
		if r, ok := results.Result().(*benchfmt.Result); !ok || len(r.Config) > 0 {
			t.Errorf("%q among results is taken for %v", lines, results.Result())
		}
	}
}

// Sources that another user may have put there are not built, unless we work in his directory.
func TestWhoseSourcesAreBuilt(t *testing.T) {
	dir := t.TempDir()
	if _, err := moduleAt(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no sources: %v", err)
	}
	put(t, filepath.Join(dir, "go.mod"), "")
	if at, err := moduleAt(dir); err != nil || at != dir {
		t.Errorf("%q, %v", at, err)
	}
	if os.Getuid() != 0 {
		t.Skip("only root can give a file to another user")
	}
	if err := os.Chown(filepath.Join(dir, "go.mod"), 65534, 65534); err != nil {
		t.Skip(err)
	}
	if _, err := moduleAt(dir); err == nil || !strings.Contains(err.Error(), "another user") {
		t.Errorf("a stranger's: %v", err)
	}
	t.Chdir(dir)
	if _, err := moduleAt(dir); err != nil {
		t.Errorf("a stranger's, in whose directory we work: %v", err)
	}
}

// No program of ours is linked with the broker but the one that compares with NATS's documentation: its timers would go
// off in what is measured.
func TestNoOtherProgramHasTheBroker(t *testing.T) {
	const comparing = "ipcbench/scripts/peers"
	packages := strings.Fields(goList(t, "ipcbench/..."))
	for _, p := range []string{"ipcbench", "ipcbench/report", "ipcbench/scripts/fidelity", comparing} {
		if !slices.Contains(packages, p) {
			t.Errorf("there is no package %s", p)
		}
	}
	others := slices.DeleteFunc(packages, func(p string) bool { return p == comparing })
	linked := strings.Fields(goList(t, append([]string{"-deps", "-test"}, others...)...))
	if !slices.Contains(linked, "github.com/nats-io/nats.go") {
		t.Error("not even the client is linked, so that this shows nothing")
	}
	for _, p := range linked {
		if strings.HasPrefix(p, source) {
			t.Errorf("%s is linked", p)
		}
	}
}

func goList(t *testing.T, arguments ...string) string {
	t.Helper()
	c := exec.Command("go", append([]string{"list"}, arguments...)...)
	var bad bytes.Buffer
	c.Stderr = &bad
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go list: %v: %s", err, &bad)
	}
	return string(out)
}
