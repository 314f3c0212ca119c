package proc

import (
	"os"
	"strings"
	"sync"
)

// lastWords keep what a worker prints on its standard error, which is nothing unless something goes wrong.
type lastWords struct {
	mu   sync.Mutex
	text []byte
	done chan struct{} // closed when the worker has closed it
}

// wordsKept is how many bytes are kept: a panic message with the first frames.
const wordsKept = 8 << 10

func listen(f *os.File) *lastWords {
	w := &lastWords{done: make(chan struct{})}
	go func() {
		defer close(w.done)
		defer f.Close()
		for part := make([]byte, 4096); ; {
			n, err := f.Read(part)
			if err != nil {
				return
			}
			w.add(part[:n])
		}
	}()
	return w
}

func (w *lastWords) add(p []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	// What a panic says comes first, so the beginning is kept.
	w.text = append(w.text, p[:min(len(p), wordsKept-len(w.text))]...)
}

// String is the first line that is not empty: of a panic or a fatal error, its reason.
func (w *lastWords) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	for line := range strings.Lines(string(w.text)) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
