package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"
)

// A report removes charts of an earlier one, and nothing that a user put beside them.
func TestOnlyOwnChartsAreTakenForOwn(t *testing.T) {
	for name, want := range map[string]bool{
		"latency.png": true, "ranked-machine-2.svg": true, "throughput-same.png": true,
		"cpu-cost-machine-1-cross.png": true, "overview.svg": true, "overview-machine-2.png": true,
		"change-12.png": true, "change-machine-2-3.svg": true, "paced-spin-cross.png": true,
		"latency-hosts.png": true, "ranked-machine-2-hosts-3-cross.svg": true, "side-by-side-latency_hosts.png": true,
		"latency-of-my-disk.png": false, "change.png": false, "change-of-heart.png": false, "overview-old.png": false,
		"latency.jpg": false, "side-by-side.png": false, "paced.png": false, "page.png": false,
	} {
		if ours.MatchString(name) != want {
			t.Errorf("%s is taken for our own: %v", name, !want)
		}
	}
}

// A file is put in its place whole and readable for all, whatever the umask is and whatever was there. A link is
// replaced, and what it points to is left alone.
func TestReplace(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	dir := t.TempDir()
	elsewhere, path := filepath.Join(dir, "elsewhere"), filepath.Join(dir, "index.html")
	private := func() error { return os.WriteFile(path, []byte("before"), 0o600) }
	link := func() error {
		return errors.Join(
			os.Remove(path), os.WriteFile(elsewhere, []byte("theirs"), 0o600), os.Symlink(elsewhere, path))
	}
	for _, make := range []func() error{func() error { return nil }, private, link} {
		if err := make(); err != nil {
			t.Fatal(err)
		}
		if err := replace(path, []byte("after")); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat(path)
		if err != nil || info.Mode() != 0o644 {
			t.Errorf("%v, %v", info.Mode(), err)
		}
		if text, _ := os.ReadFile(path); string(text) != "after" {
			t.Errorf("%q", text)
		}
	}
	if text, _ := os.ReadFile(elsewhere); string(text) != "theirs" {
		t.Errorf("written through a link: %q", text)
	}
	if got := names(t, dir); !slices.Equal(got, []string{"elsewhere", "index.html"}) {
		t.Errorf("%q are left", got)
	}
}

// Where a file cannot be put in its place, nothing is left beside it.
func TestReplaceLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "index.html")
	if err := os.MkdirAll(filepath.Join(path, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := replace(path, []byte("after")); err == nil {
		t.Error("no error of a directory in the way")
	}
	if got := names(t, dir); !slices.Equal(got, []string{"index.html"}) {
		t.Errorf("%q are left", got)
	}
}

// What a killed report did not finish is removed by the next one, unless another report may still be writing it.
func TestUnfinishedFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	long, soon := time.Now().Add(-2*abandonedAfter), time.Now()
	for name, made := range map[string]time.Time{
		".index.html1234567890": long, ".latency.png1234567890": long, ".summary.md1234567890": soon,
		".index.html": long, ".notes1234567890": long, "latency.png": long,
	} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(path, nil, 0o600), os.Chtimes(path, made, made)); err != nil {
			t.Fatal(err)
		}
	}
	if err := removeStale(dir, []file{{name: "latency.png"}}); err != nil {
		t.Fatal(err)
	}
	want := []string{".index.html", ".notes1234567890", ".summary.md1234567890", "latency.png"}
	if got := names(t, dir); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
