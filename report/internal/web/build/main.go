// Command build bundles the scripts of the report's page: src, in TypeScript, and vendor, into dist. go generate runs
// it in the directory above. The same sources give the same bytes.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// run bundles all scripts of a directory into its dist.
func run(dir string) error {
	for _, s := range scripts {
		code, err := s.bundle(dir)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, "dist", s.name), code, 0o644); err != nil {
			return err
		}
	}
	said, err := sentences(dir)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "dist", sentencesFile), said, 0o644)
}

// A script is a file of dist.
type script struct {
	name     string
	entry    string // in src
	target   api.Target
	global   string // the name under which what the entry exports can be had; "" if nothing is
	footer   string // what stands behind all
	licences bool   // begins with those of vendor
}

var scripts = []script{
	{name: "page.js", entry: "page.ts", target: api.ES2020, licences: true},
	{name: "engine.js", entry: "engine.ts", target: api.ES2017, global: "engine", footer: "var ask = engine.ask;"},
}

// bundle is the script's code.
func (s script) bundle(dir string) ([]byte, error) {
	root, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	around := map[string]string{}
	if s.licences {
		text, err := os.ReadFile(filepath.Join(root, "vendor", "licences.txt"))
		if err != nil {
			return nil, err
		}
		around["js"] = "/*!\n" + string(text) + "*/"
	}
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join("src", s.entry)},
		AbsWorkingDir:     root,
		Bundle:            true,
		Format:            api.FormatIIFE,
		GlobalName:        s.global,
		Target:            s.target,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone, // licences.txt has them
		Banner:            around,
		Footer:            map[string]string{"js": s.footer},
		TsconfigRaw:       `{"compilerOptions": {"strict": true}}`, // whatever lies in directories above
	})
	var faults []error
	for _, m := range result.Errors {
		where := s.entry
		if m.Location != nil {
			where = fmt.Sprintf("%s:%d", m.Location.File, m.Location.Line)
		}
		faults = append(faults, fmt.Errorf("%s: %s", where, m.Text))
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return result.OutputFiles[0].Contents, nil
}
