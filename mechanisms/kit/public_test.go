package kit_test

import (
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// public are the packages that a module of somebody else's imports; "..." are all below.
var public = []string{"ipcbench/mechanisms/...", "ipcbench/bench/..."}

// Whoever writes a mechanism in a module of his own can name the type of all that he is given and must give: nothing
// exported mentions a type of an internal package.
func TestNoExportedNameHasAnInternalType(t *testing.T) {
	packages := load(t)
	for _, path := range slices.Sorted(maps.Keys(packages)) {
		for _, found := range internalTypes(packages[path]) {
			t.Error(found)
		}
	}
}

// The search finds an internal type wherever a name can have one.
func TestInternalTypesAreFound(t *testing.T) {
	in := types.NewPackage("example.org/m/internal/p", "p")
	hidden := types.NewNamed(types.NewTypeName(token.NoPos, in, "T", nil), types.NewStruct(nil, nil), nil)
	field := func(name string, of types.Type) *types.Var { return types.NewField(token.NoPos, nil, name, of, false) }
	structOf := func(name string, of types.Type) types.Type {
		return types.NewStruct([]*types.Var{field(name, of)}, nil)
	}
	function := func(of types.Type) types.Type {
		return types.NewSignatureType(nil, nil, nil, types.NewTuple(field("p", of)), nil, false)
	}
	for want, of := range map[string]types.Type{
		"x pointer": types.NewPointer(hidden), "x slice": types.NewSlice(hidden), "x array": types.NewArray(hidden, 2),
		"x map": types.NewMap(types.Typ[types.String], hidden), "x channel": types.NewChan(types.RecvOnly, hidden),
		"x function": function(hidden), "x field": structOf("Field", hidden), "- field": structOf("field", hidden),
		"x deep":  types.NewSlice(structOf("F", function(types.NewPointer(hidden)))),
		"- basic": types.Typ[types.Int],
		"x interface": types.NewInterfaceType([]*types.Func{
			types.NewFunc(token.NoPos, nil, "M", function(hidden).(*types.Signature)),
		}, nil).Complete(),
	} {
		p := types.NewPackage("example.org/m/q", "q")
		p.Scope().Insert(types.NewVar(token.NoPos, p, "V", of))
		if got := internalTypes(p); len(got) > 0 != strings.HasPrefix(want, "x") {
			t.Errorf("%s: found %q", want, got)
		}
	}
}

// load reads what the compiler exports of the public packages.
func load(t *testing.T) map[string]*types.Package {
	t.Helper()
	list := exec.CommandContext(t.Context(), "go",
		append([]string{"list", "-deps", "-export", "-f", "{{.ImportPath}}\t{{.Export}}\t{{.DepOnly}}\t{{.Dir}}"},
			public...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	files, names := map[string]string{}, []string{}
	for line := range strings.Lines(string(out)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		files[f[0]] = f[1]
		if f[2] == "false" && !isInternal(f[0]) {
			names = append(names, f[0])
			look(t, f[3])
		}
	}
	read := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(files[path])
	})
	packages := map[string]*types.Package{}
	for _, path := range names {
		if packages[path], err = read.Import(path); err != nil {
			t.Fatal(err)
		}
	}
	return packages
}

// look looks at the source files of a package, so that go test does not take a result from its cache that is older: it
// cannot know what the go command reads.
func look(t *testing.T, dir string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if _, err := os.Stat(file); err != nil {
			t.Fatal(err)
		}
	}
}

func isInternal(path string) bool { return slices.Contains(strings.Split(path, "/"), "internal") }

// internalTypes says of each exported name of a package that mentions an internal type which one.
func internalTypes(p *types.Package) (found []string) {
	for _, name := range p.Scope().Names() {
		o := p.Scope().Lookup(name)
		if !o.Exported() {
			continue
		}
		s := search{of: p, seen: map[types.Type]bool{}}
		s.visit(o.Type())
		if named, ok := o.Type().(*types.Named); ok {
			s.inside(named)
		}
		for _, t := range s.found {
			found = append(found, fmt.Sprintf("%s.%s mentions %s", p.Path(), name, t))
		}
	}
	return found
}

// A search looks for internal types in what a user of a package sees of a type.
type search struct {
	of    *types.Package
	seen  map[types.Type]bool
	found []string
}

func (s *search) visit(t types.Type) {
	if t == nil || s.seen[t] {
		return
	}
	s.seen[t] = true
	switch t := t.(type) {
	case *types.Alias:
		s.name(t.Obj())
		s.visit(t.Rhs())
	case *types.Named:
		s.name(t.Obj())
		for a := range t.TypeArgs().Types() {
			s.visit(a)
		}
		if t.Obj().Pkg() == s.of && !t.Obj().Exported() {
			s.inside(t)
		}
	case *types.Pointer:
		s.visit(t.Elem())
	case *types.Slice:
		s.visit(t.Elem())
	case *types.Array:
		s.visit(t.Elem())
	case *types.Chan:
		s.visit(t.Elem())
	case *types.Map:
		s.visit(t.Key())
		s.visit(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			s.visit(v.Type())
		}
	case *types.Signature:
		for p := range t.TypeParams().TypeParams() {
			s.visit(p.Constraint())
		}
		s.visit(t.Params())
		s.visit(t.Results())
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() || f.Embedded() {
				s.visit(f.Type())
			}
		}
	case *types.Interface:
		for m := range t.ExplicitMethods() {
			s.visit(m.Type())
		}
		for e := range t.EmbeddedTypes() {
			s.visit(e)
		}
	case *types.Union:
		for term := range t.Terms() {
			s.visit(term.Type())
		}
	}
}

// inside looks at what a named type is made of, and its methods. It is called for the exported types of the package,
// and for others that such a one shows.
func (s *search) inside(t *types.Named) {
	s.visit(t.Underlying())
	for m := range t.Methods() {
		if m.Exported() {
			s.visit(m.Type())
		}
	}
}

func (s *search) name(o *types.TypeName) {
	if o.Pkg() == nil || !isInternal(o.Pkg().Path()) {
		return
	}
	its, _, _ := strings.Cut(o.Pkg().Path(), "/")
	ours, _, _ := strings.Cut(s.of.Path(), "/")
	if its == ours { // those of the standard library are its own affair
		s.found = append(s.found, o.Pkg().Path()+"."+o.Name())
	}
}
