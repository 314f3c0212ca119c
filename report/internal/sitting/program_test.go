package sitting

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A signal reaches the program, which cleans up; the sitting then ends with what there is.
func TestASignalReachesTheProgram(t *testing.T) {
	dir := t.TempDir()
	out, ready := filepath.Join(dir, "out"), filepath.Join(dir, "ready")
	if err := os.WriteFile(out, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	relay := make(chan os.Signal, 2)
	go func() {
		for range 2000 { // 10 s
			if _, err := os.Stat(ready); err == nil {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		relay <- unix.SIGTERM
	}()
	p := Program{Out: out, Err: os.Stderr, Command: []string{"/bin/sh", "-c", `
trap 'echo "# cleaned up"; exit 7' TERM
echo "# begun $IPCBENCH_ROUND" "$@"
: >` + ready + `
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.5; done`, "program", "-ipc.matrix=quick"}}
	err := p.Measure(relay)(Round{3, 8, "Latency", Brief})
	var ended Ended
	if !errors.As(err, &ended) || ended.Status != 7 || ended.Round != 3 {
		t.Errorf("%v", err)
	}
	text, _ := os.ReadFile(out)
	const want = "# begun 3/8 -ipc.matrix=quick -test.run=^$ -test.bench=Latency -test.shuffle="
	if !strings.HasPrefix(string(text), want) || !strings.HasSuffix(string(text), " -ipc.brief\n# cleaned up\n") {
		t.Errorf("%q", text)
	}
	missing := Program{Out: out, Err: os.Stderr, Command: []string{filepath.Join(dir, "none")}}
	if err := missing.Measure(relay)(Round{Number: 1, Of: 1, Bench: "."}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a program that is not there: %v", err)
	}
}
