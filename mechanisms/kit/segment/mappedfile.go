package segment

import (
	"path/filepath"

	"ipcbench/mechanisms"
)

// MappedFile is the memory of a regular file in the pair's directory, which any process can map that may open it. The
// kernel writes it back to the disk, if the temporary directory is on one.
type MappedFile struct{ mapped }

// Describe implements [Segment].
func (MappedFile) Describe() (string, mechanisms.Relation, mechanisms.Border) {
	return "a file mapped by both (mmap)", mechanisms.Any, mechanisms.Volume
}

// Create implements [Segment].
func (MappedFile) Create(p *mechanisms.Preparation, bytes int) error {
	return createFile(p.Path(Name), bytes)
}

// Attach implements [Segment].
func (MappedFile) Attach(e *mechanisms.End, bytes int) ([]byte, error) {
	return mapPath(filepath.Join(e.Dir, Name), bytes)
}
