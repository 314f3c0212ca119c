package proc

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A leftover is a directory as a dead run leaves one, or nearly so.
type leftover struct {
	name   string
	mode   os.FileMode
	record string // what the record says, "" for an empty one
	spoil  func(t *testing.T, dir string)
	made   time.Duration // ago
}

// deadName is the name of a dead run's directory.
const deadName = dirPrefix + "12345-ABCDEF27"

// make makes it in parent, as it is if nothing of it is set.
func (l leftover) make(t *testing.T, parent string) string {
	t.Helper()
	if l.name == "" {
		l.name = deadName
	}
	dir := filepath.Join(parent, l.name)
	if l.mode == 0 {
		l.mode = 0o700
	}
	if l.record == "" {
		l.record = firstLine(dir)
	}
	if l.made == 0 {
		l.made = 2 * staleAfter
	}
	outside := filepath.Join(parent, "outside")
	for _, err := range []error{
		os.Mkdir(dir, 0o700),
		os.WriteFile(filepath.Join(dir, recordName), []byte(l.record+"path "+outside+"\n"), 0o600),
		os.WriteFile(outside, nil, 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if l.spoil != nil {
		l.spoil(t, dir)
	}
	if err := os.Chmod(dir, l.mode); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-l.made)
	if err := os.Chtimes(dir, then, then); err != nil {
		t.Fatal(err)
	}
	return dir
}

// instead puts something else in the place of the record, and keeps that beside it.
func instead(put func(path, kept string) error) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		path, kept := filepath.Join(dir, recordName), filepath.Join(dir, "kept")
		for _, err := range []error{os.Rename(path, kept), put(path, kept)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What a killed coordinator and its killed watchman leave is removed by the next run; what only resembles it is not,
// and nothing that it names.
func TestOnlyWhatIsCertainlyOursIsStale(t *testing.T) {
	const goes = true
	for name, c := range map[string]struct {
		leftover
		goes bool
	}{
		"dead":                   {leftover{}, goes},
		"just made":              {leftover{made: time.Second}, !goes},
		"no process id":          {leftover{name: dirPrefix + "gate-ABCDEF27"}, !goes},
		"no random word":         {leftover{name: dirPrefix + "12345-"}, !goes},
		"a word of another form": {leftover{name: dirPrefix + "12345-results1"}, !goes},
		"more behind it":         {leftover{name: deadName + ".old"}, !goes},
		"open to others":         {leftover{mode: 0o755}, !goes},
		"writable by others":     {leftover{mode: 0o777}, !goes},
		"a record of its own":    {leftover{record: "Things I recorded\n"}, !goes},
		"an older record":        {leftover{record: "\n"}, !goes},
		"another directory's":    {leftover{record: firstLine(dirPrefix + "1-AAAAAAAA")}, !goes},
		"a record that is a link": {leftover{spoil: instead(func(path, kept string) error {
			return os.Symlink(kept, path)
		})}, !goes},
		"a record that is a FIFO": {leftover{spoil: instead(func(path, _ string) error {
			return unix.Mkfifo(path, 0o600)
		})}, !goes},
		"a record that is one too": {leftover{spoil: instead(func(path, _ string) error {
			return os.Mkdir(path, 0o600)
		})}, !goes},
		"a record open to others": {leftover{spoil: func(t *testing.T, dir string) {
			if err := os.Chmod(filepath.Join(dir, recordName), 0o666); err != nil {
				t.Fatal(err)
			}
		}}, !goes},
		"another user's": {leftover{spoil: func(t *testing.T, dir string) {
			if os.Getuid() != 0 {
				t.Skip("only root gives files away")
			}
			if err := os.Chown(dir, 65534, 65534); err != nil {
				t.Fatal(err)
			}
		}}, !goes},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := c.make(t, parent)
			removeStale(parent)
			gone(t, dir, c.goes)
			gone(t, filepath.Join(parent, "outside"), c.goes)
			if c.goes || c.made != 0 {
				return
			}
			// Nor does a watchman that is told to.
			removeIfOwn(dir)
			gone(t, dir, false)
			gone(t, filepath.Join(parent, "outside"), false)
		})
	}
}

// A link to a dead run's directory is none.
func TestALinkIsNotStale(t *testing.T) {
	parent, elsewhere := t.TempDir(), t.TempDir()
	dir := leftover{}.make(t, elsewhere)
	if err := os.Symlink(dir, filepath.Join(parent, deadName)); err != nil {
		t.Fatal(err)
	}
	removeStale(parent)
	gone(t, dir, false)
}

// A run that lives holds the lock on its record.
func TestWhatLivesIsNotStale(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, deadName)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	record, err := beginRecord(dir)
	if err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-2 * staleAfter)
	if err := os.Chtimes(dir, then, then); err != nil {
		t.Fatal(err)
	}
	removeStale(parent)
	gone(t, dir, false)
	record.Close()
	removeStale(parent)
	gone(t, dir, true)
}

// The watchman of a coordinator that is killed while it makes its directory removes that, too.
func TestTheWatchmanRemovesWhatWasJustBegun(t *testing.T) {
	for name, begin := range map[string]func(dir string) error{
		"no record yet": func(string) error { return nil },
		"an empty one":  func(dir string) error { return os.WriteFile(filepath.Join(dir, recordName), nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), deadName)
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := begin(dir); err != nil {
				t.Fatal(err)
			}
			removeIfOwn(dir)
			gone(t, dir, true)
		})
	}
}

// gone checks whether there is something at path, or no longer.
func gone(t *testing.T, path string, want bool) {
	t.Helper()
	if _, err := os.Lstat(path); os.IsNotExist(err) != want {
		t.Errorf("%s: gone %v, want %v (%v)", filepath.Base(path), os.IsNotExist(err), want, err)
	}
}
