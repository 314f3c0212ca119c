package resultfile

import (
	"errors"
	"io"
	"io/fs"

	"golang.org/x/perf/benchfmt"
)

// Input is one thing to read; Name stands in front of its problems.
type Input struct {
	Name string
	Open func() (io.ReadCloser, error)
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
