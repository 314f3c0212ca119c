package gate

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// repository makes a module with a test in a git repository, of which the commits broken, good and tip are tagged.
func repository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	put := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	git := func(arguments ...string) {
		author := []string{"-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"}
		c := exec.Command("git", append(author, arguments...)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", arguments, err, out)
		}
	}
	const test = "package own\n\nimport \"testing\"\n\n" +
		"func BenchmarkX(b *testing.B) { for range b.N { x() } }\n\nfunc x() {"
	git("init", "-q")
	put("own/own_test.go", test+" y() }\n")
	put("go.mod", "module example.org/own\n\ngo 1.26\n")
	git("add", ".")
	git("commit", "-qm", "broken")
	git("tag", "broken")
	put("own/own_test.go", test+"}\n")
	git("commit", "-qam", "good")
	git("tag", "good")
	put("other/other.go", "package other\n")
	git("add", ".")
	git("commit", "-qm", "tip")
	return dir
}

func quietly(string, ...any) {}

func TestBuildBoth(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	repo := repository(t)
	for name, c := range map[string]struct {
		in, base, pkg, edit string
		same                bool
		want                string // of the error
	}{
		"equal sources": {base: "good", pkg: "./own", same: true},
		"from below":    {in: "own", base: "good", pkg: ".", same: true},
		"dirty tree": {base: "HEAD", pkg: "./own", edit: "package own\n\nimport \"testing\"\n\n" +
			"func BenchmarkX(b *testing.B) { b.Log(1) }\n"},
		"no such commit":   {base: "nowhere", pkg: "./own", want: "BASE=nowhere: no such commit"},
		"option as commit": {base: "--help", pkg: "./own", want: "BASE=--help: no such commit"},
		"base is broken": {base: "broken", pkg: "./own",
			want: "BASE=broken does not build: own/own_test.go:7:12: undefined: y"},
		"no such package": {base: "good", pkg: "./none", want: "does not build"},
		"no tests":        {base: "HEAD", pkg: "./other", want: "no test"},
		"tree is broken": {base: "good", pkg: "./own", edit: "package own\n\nfunc f() { g() }\n",
			want: "the working tree does not build: own/own_test.go:3:12: undefined: g"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(filepath.Join(repo, c.in))
			source := filepath.Join(repo, "own", "own_test.go")
			if c.edit != "" {
				before, err := os.ReadFile(source)
				if err != nil {
					t.Fatal(err)
				}
				defer os.WriteFile(source, before, 0o644)
				if err := os.WriteFile(source, []byte(c.edit), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			status := func() string {
				c := exec.Command("git", "status", "--porcelain")
				c.Dir = repo
				out, _ := c.Output()
				worktrees, _ := os.ReadDir(filepath.Join(repo, ".git", "worktrees"))
				return string(out) + strings.Repeat("a worktree\n", len(worktrees))
			}
			before := status()
			b, err := BuildBoth(t.Context(), t.TempDir(), c.base, c.pkg, quietly)
			if c.want == "" && (err != nil || b.Same != c.same) {
				t.Errorf("same is %v, %v", b.Same, err)
			}
			if c.want == "" && strings.HasSuffix(b.Tree, "with uncommitted changes") != (c.edit != "") {
				t.Errorf("it calls the tree %q", b.Tree)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) ||
				strings.Contains(err.Error(), "\n")) {
				t.Errorf("%v, where a line with %q was due", err, c.want)
			}
			if after := status(); after != before {
				t.Errorf("the repository is %q afterwards, %q before", after, before)
			}
		})
	}
	t.Run("no repository", func(t *testing.T) {
		t.Chdir(t.TempDir())
		if _, err := BuildBoth(t.Context(), t.TempDir(), "HEAD", ".", quietly); err == nil ||
			!strings.Contains(err.Error(), "in no git repository") {
			t.Errorf("%v", err)
		}
	})
	t.Run("no git", func(t *testing.T) {
		t.Chdir(repo)
		t.Setenv("PATH", t.TempDir())
		if _, err := BuildBoth(t.Context(), t.TempDir(), "HEAD", ".", quietly); err == nil ||
			!strings.Contains(err.Error(), "git is not installed") {
			t.Errorf("%v", err)
		}
	})
	// Whatever git and go refuse, their own words tell why and what to do, in a line.
	for name, c := range map[string]struct {
		variables map[string]string
		want      []string
	}{
		"another's repository": {map[string]string{"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"},
			[]string{"dubious ownership", "--add safe.directory"}},
		"no such toolchain": {map[string]string{"GOTOOLCHAIN": "go1.26.999", "GOPROXY": "off"},
			[]string{"go1.26.999 for", "toolchain not available"}},
		"no vendor directory": {map[string]string{"GOFLAGS": "-mod=vendor"},
			[]string{"inconsistent vendoring", "go mod vendor"}},
	} {
		t.Run(name, func(t *testing.T) {
			repo := replacing(t, "../lib", "lib")
			t.Chdir(repo)
			for key, value := range c.variables {
				t.Setenv(key, value)
			}
			_, err := BuildBoth(t.Context(), t.TempDir(), "HEAD", ".", quietly)
			for _, want := range c.want {
				if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
					t.Errorf("%v, where a line with %q was due", err, want)
				}
			}
		})
	}
}

// Beside each program lies the broker of its own go.mod, and another broker makes another program.
func TestBuildBothBrokers(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	repo := replacing(t, "../lib", "lib")
	put := func(name, text string) {
		path := filepath.Join(repo, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	mod, err := os.ReadFile(filepath.Join(repo, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	put("go.mod", string(mod)+"\nrequire "+brokerPackage+" v2.0.0\n\nreplace "+brokerPackage+" => ./broker\n")
	put("broker/go.mod", "module "+brokerPackage+"\n\ngo 1.26\n")
	put("broker/main.go", "package main\n\nfunc main() { println(1) }\n")
	t.Chdir(repo)
	for _, arguments := range [][]string{
		{"add", "."}, {"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "two"},
	} {
		if out, err := exec.Command("git", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", arguments, err, out)
		}
	}
	for name, same := range map[string]bool{"println(1)": true, "println(2)": false} {
		put("broker/main.go", "package main\n\nfunc main() { "+name+" }\n")
		b, err := BuildBoth(t.Context(), t.TempDir(), "HEAD", ".", quietly)
		if err != nil || b.Same != same {
			t.Fatalf("%s: same is %v, %v", name, b.Same, err)
		}
		for _, program := range []string{b.Old, b.New} {
			want := "1\n"
			if program == b.New && !same {
				want = "2\n"
			}
			if out, err := exec.Command(brokerBeside(program)).CombinedOutput(); err != nil || string(out) != want {
				t.Errorf("the broker of %s says %q, %v", program, out, err)
			}
		}
	}
}

// replacing makes a repository that uses a module outside of it, which lies in lib, by a relative path; both are in
// the same directory.
func replacing(t *testing.T, path, lib string) (repo string) {
	t.Helper()
	dir := t.TempDir()
	repo = filepath.Join(dir, "own")
	for name, text := range map[string]string{
		lib + "/go.mod": "module example.org/lib\n\ngo 1.26\n",
		lib + "/lib.go": "package lib\n\nfunc X() {}\n",
		"own/go.mod": "module example.org/own\n\ngo 1.26\n\nrequire example.org/lib v0.0.0\n\n" +
			"replace example.org/lib => " + path + "\n",
		"own/own_test.go": "package own\n\nimport (\n\t\"testing\"\n\n\t\"example.org/lib\"\n)\n\n" +
			"func BenchmarkX(b *testing.B) { lib.X() }\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, arguments := range [][]string{{"init", "-q"}, {"add", "."}, {"commit", "-qm", "one"}} {
		author := []string{"-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"}
		c := exec.Command("git", append(author, arguments...)...)
		c.Dir = repo
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", arguments, err, out)
		}
	}
	return repo
}

// What go.mod names outside of the repository is found by the checkout too, and equal sources give equal bytes;
// where it cannot be, a line says what to do.
func TestRelativeReplacements(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	for name, c := range map[string]struct{ path, lib, want string }{
		"beside":     {"../lib", "lib", ""},
		"below that": {"../a/lib", "a/lib", ""},
		"within":     {"./lib", "own/lib", ""},
		"around":     {"..", ".", "name it by an absolute path"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(replacing(t, c.path, c.lib))
			b, err := BuildBoth(t.Context(), t.TempDir(), "HEAD", ".", quietly)
			if c.want == "" && (err != nil || !b.Same) {
				t.Errorf("same is %v, %v", b.Same, err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, where %q was due", err, c.want)
			}
		})
	}
	t.Run("a workspace", func(t *testing.T) {
		t.Chdir(replacing(t, "../none", "lib"))
		if err := os.WriteFile("go.work", []byte("go 1.26\n\nuse .\n\nuse ../lib\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, arguments := range [][]string{
			{"add", "."}, {"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "two"},
		} {
			if out, err := exec.Command("git", arguments...).CombinedOutput(); err != nil {
				t.Fatalf("git %v: %v: %s", arguments, err, out)
			}
		}
		if b, err := BuildBoth(t.Context(), t.TempDir(), "HEAD", ".", quietly); err != nil || !b.Same {
			t.Errorf("same is %v, %v", b.Same, err)
		}
	})
}
