package knees

import (
	"math"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// Unknown names a knee that no boundary lies near.
const Unknown = "no boundary known"

// A Boundary is one or more boundaries of the same size.
type Boundary struct {
	Size   int64
	Titles []string
}

// String is the boundary with its size: page, PIPE_BUF 4 KiB.
func (b Boundary) String() string { return b.in(words.English()) }

// in is the boundary with its size in a language.
func (b Boundary) in(p *words.Printer) string {
	var titles []string
	for _, title := range b.Titles {
		titles = append(titles, words.Term(p, "boundary", title))
	}
	return strings.Join(titles, ", ") + " " + quantity.Size(b.Size)
}

// Boundaries are those that a machine tells and that bear on some of the families, in ascending order of sizes. A
// family that is not known counts for none.
func Boundaries(m *results.Machine, families ...string) (list []Boundary) {
	for _, b := range schema.Boundaries {
		size, told := m.Boundaries[b.Key]
		bears := func(family string) bool { return slices.Contains(b.Families, family) }
		if !told || b.Families != nil && !slices.ContainsFunc(families, bears) {
			continue
		}
		if i := slices.IndexFunc(list, func(other Boundary) bool { return other.Size == size }); i >= 0 {
			list[i].Titles = append(list[i].Titles, b.Title)
			continue
		}
		list = append(list, Boundary{size, []string{b.Title}})
	}
	slices.SortFunc(list, func(a, b Boundary) int { return int(a.Size - b.Size) })
	return list
}

// Name names a knee by the boundary that is nearest to it, if one is within a factor of two. A knee is known no better
// than to lie between the sizes beside it.
func (k Knee) Name(boundaries []Boundary) string { return k.name(words.English(), boundaries) }

// name is the name in a language.
func (k Knee) name(p *words.Printer, boundaries []Boundary) string {
	name, least := words.Term(p, "boundary", Unknown), 1.0
	for _, b := range boundaries {
		if distance := math.Abs(math.Log2(float64(b.Size) / k.Size)); distance <= least+1e-9 {
			name, least = b.in(p), distance
		}
	}
	return name
}
