package resultfile

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"golang.org/x/perf/benchfmt"
)

// Input is one thing to read; Name stands in front of its problems.
type Input struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// FromFile is a file to read, by its path.
func FromFile(path string) Input {
	return Input{Name: path, Open: func() (io.ReadCloser, error) { return os.Open(path) }}
}

// FromReader is what a reader gives, which can be read once; the caller closes it.
func FromReader(name string, r io.Reader) Input {
	return Input{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(r), nil }}
}

// A File is what one input holds beside its results.
type File struct {
	Results  int // sound benchmark lines
	Problems []Problem
	Failures []Failure
	Units    benchfmt.UnitMetadataMap // what its Unit lines say
}

// Scan reads one input and calls each with every sound benchmark line of it, whatever it is a benchmark of. The result
// is good until each returns.
func Scan(in Input, each func(*benchfmt.Result)) *File {
	r := Open(in)
	r.Each(each)
	return r.File()
}

// reasonOf is an error without the operation and path that the caller names already.
func reasonOf(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
