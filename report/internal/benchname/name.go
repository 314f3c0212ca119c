package benchname

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/perf/benchfmt"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/text"
)

// A Name is a benchmark's name taken apart.
type Name struct {
	Pattern string
	Series  Series
	Size    int64 // bytes; 0 when the name does not say
	Procs   int   // GOMAXPROCS; 1 when the name does not say
}

// A Series is all of a name but pattern, size and GOMAXPROCS: one row of a table, one line of a chart.
type Series struct {
	Mech, Wait, Place string
	Scope             string // "" is the default of the key
	Extra             string // any further keys, as written: "rate=10000 pairs=4"
}

// Name is the mechanism with what sets this series apart from a plain one, wait and place left out.
func (s Series) Name() string {
	name := s.Mech
	if s.Scope != "" {
		name += " · " + s.Scope
	}
	if s.Extra != "" {
		name += " " + s.Extra
	}
	return name
}

// Parse takes a benchmark's name apart. Its errors name the key at fault, of a pattern that package schema lists; the
// name of another is never at fault.
func Parse(name benchfmt.Name) (Name, error) {
	base, parts := name.Parts()
	n := Name{Pattern: text.Clean(string(base)), Procs: 1}
	pattern, known := schema.PatternNamed(n.Pattern)
	var extra []string
	for _, part := range parts {
		word := text.Clean(string(part))
		taken, err := n.take(word)
		switch {
		case taken:
		case err != nil && known:
			return n, err
		default:
			extra = append(extra, strings.TrimPrefix(word, "/"))
		}
	}
	n.Series.Extra = strings.Join(extra, " ")
	if known {
		return n, n.lacks(pattern)
	}
	return n, nil
}

// take takes a part of a name that has a place of its own in a Name; false if it is none, or its value cannot be.
func (n *Name) take(word string) (bool, error) {
	if suffix, ok := strings.CutPrefix(word, "-"); ok {
		procs, err := strconv.Atoi(suffix)
		if err != nil || procs < 1 {
			return false, fmt.Errorf("GOMAXPROCS suffix %q is not a number", text.Clip(word, 20))
		}
		n.Procs = procs
		return true, nil
	}
	key, value, _ := strings.Cut(strings.TrimPrefix(word, "/"), "=")
	switch key {
	case schema.KeyMech:
		n.Series.Mech = value
	case schema.KeyWait:
		n.Series.Wait = value
	case schema.KeyPlace:
		n.Series.Place = value
	case schema.KeyScope:
		if scope, _ := schema.KeyNamed(key); value != scope.Default {
			n.Series.Scope = value
		}
	case schema.KeySize:
		size, err := parseSize(value)
		if err != nil {
			return false, err
		}
		n.Size = size
	default:
		return false, nil
	}
	return true, nil
}

// lacks says which key a name of the pattern must have and this one has not.
func (n *Name) lacks(p schema.Pattern) error {
	has := func(key string) bool {
		return slices.ContainsFunc(p.Keys, func(k schema.Key) bool { return k.Name == key })
	}
	switch {
	case has(schema.KeyWhat): // what it measures decides which of the other keys the name has
		if !strings.HasPrefix(n.Series.Extra, schema.KeyWhat+"=") {
			return fmt.Errorf("no %s= in the name", schema.KeyWhat)
		}
	case n.Series.Mech == "" && has(schema.KeyMech):
		return fmt.Errorf("no %s= in the name", schema.KeyMech)
	case n.Size == 0 && has(schema.KeySize):
		return fmt.Errorf("no %s= in the name", schema.KeySize)
	case has(schema.KeyRate):
		if _, ok := n.Series.Rate(); !ok {
			return fmt.Errorf("no %s= in the name that is messages a second, or a share with %%", schema.KeyRate)
		}
	}
	return nil
}

func parseSize(value string) (int64, error) {
	size, err := strconv.ParseInt(value, 10, 48)
	if err != nil || size < 1 {
		return 0, fmt.Errorf("%s=%s is not a number of bytes", schema.KeySize, text.Clip(value, 20))
	}
	return size, nil
}

// With tells whether a name has a key.
func With(name benchfmt.Name, key string) bool {
	_, parts := name.Parts()
	return slices.ContainsFunc(parts, func(part []byte) bool { return strings.HasPrefix(string(part), "/"+key+"=") })
}

// betweenHosts is the part of a name that says that the ends are on two hosts.
const betweenHosts = "/" + schema.KeyScope + "=" + schema.Host

// BetweenHosts tells whether a benchmark's ends are on two hosts, by its full name.
func BetweenHosts(name benchfmt.Name) bool {
	i := bytes.Index(name, []byte(betweenHosts))
	if i < 0 {
		return false
	}
	rest := name[i+len(betweenHosts):]
	return len(rest) == 0 || rest[0] == '/' || rest[0] == '-'
}
