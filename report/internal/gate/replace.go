package gate

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// depth is how many directories above a checkout belong to it alone, so that what its go.mod names outside of it has a
// place.
const depth = 8

// checkoutDir is the directory in dir to which a commit is checked out.
func checkoutDir(dir string) string {
	return filepath.Join(dir, "tree", strings.Repeat("_/", depth-1), "tree")
}

// A modFile is what go mod edit -json and go work edit -json print, as far as it is needed.
type modFile struct {
	Use     []struct{ DiskPath string }
	Replace []struct {
		New struct{ Path, Version string }
	}
}

// linkOutside makes links beside a checkout to the directories outside of the repository at top that its go.mod or
// go.work names by relative paths (replace, use). So the checkout finds them where the repository does, and both
// programs are built with them as they are now.
func linkOutside(ctx context.Context, top, tree, below string) error {
	found, err := tell(ctx, filepath.Join(tree, below), nil, "go", "env", "GOMOD", "GOWORK")
	if err != nil {
		return err
	}
	var outside []string // relative to the repository
	for i, file := range strings.Split(found, "\n") {
		in, err := filepath.Rel(tree, file)
		if err != nil || !filepath.IsLocal(in) {
			continue // there is none, or none of the commit's
		}
		printed, err := tell(ctx, filepath.Dir(file), nil, "go", []string{"mod", "work"}[i], "edit", "-json", file)
		if err != nil {
			return err
		}
		var names modFile
		if err := json.Unmarshal([]byte(printed), &names); err != nil {
			return fmt.Errorf("%s: %w", in, err)
		}
		for _, path := range names.relative() {
			if path = filepath.Join(filepath.Dir(in), path); !filepath.IsLocal(path) {
				outside = append(outside, path)
			}
		}
	}
	// A directory comes before what lies in it.
	slices.SortFunc(outside, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	for _, path := range outside {
		if err := link(filepath.Join(top, path), filepath.Join(tree, path), tree, path); err != nil {
			return err
		}
	}
	return nil
}

// relative are the directories that it names by relative paths.
func (m modFile) relative() (paths []string) {
	for _, u := range m.Use {
		paths = append(paths, u.DiskPath)
	}
	for _, r := range m.Replace {
		if r.New.Version == "" {
			paths = append(paths, r.New.Path)
		}
	}
	return slices.DeleteFunc(paths, filepath.IsAbs)
}

// link makes a link to a directory, which path names, at another place.
func link(directory, at, tree, path string) error {
	if _, err := os.Stat(directory); err != nil {
		return nil // go says what it misses
	}
	const separator = string(filepath.Separator)
	if strings.Count(path, ".."+separator) >= depth || strings.HasPrefix(tree, at+separator) {
		return fmt.Errorf("go.mod or go.work names %s outside of the repository, "+
			"which a checkout elsewhere cannot see: "+
			"name it by an absolute path, or compare two commands (A=… B=…)", path)
	}
	if _, err := os.Stat(at); err == nil {
		return nil // it lies in one that was linked before
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
		return err
	}
	return os.Symlink(directory, at)
}
