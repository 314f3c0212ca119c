package page

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ipcbench/report/internal/facts"
	"ipcbench/report/internal/resultfile"
	"ipcbench/report/internal/results"
)

// patience is how long a browser may take for one test. None waits for it but one that fails.
const patience = 3 * time.Minute

// browsers are names under which Chromium is installed.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"}

// chromium is the browser of all tests, started by the first that needs it.
var chromium = sync.OnceValues(func() (ctx context.Context, err error) {
	for _, name := range browsers {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		dir, err := os.MkdirTemp("", "ipcbench-chromium-") // it leaves files behind
		if err != nil {
			return nil, err
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path),
			chromedp.WindowSize(1280, 1000), chromedp.Flag("lang", "en-US"), chromedp.Env("TMPDIR="+dir),
			chromedp.UserDataDir(filepath.Join(dir, "profile")))
		if os.Getuid() == 0 {
			options = append(options, chromedp.NoSandbox) // its sandbox refuses root
		}
		allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, stop := chromedp.NewContext(allocator)
		stopChromium = func() {
			stop()
			stopAllocator()
			if err := os.RemoveAll(dir); err != nil {
				fmt.Fprintln(os.Stderr, "Chromium's files:", err)
			}
		}
		return ctx, chromedp.Do(ctx)
	}
	return nil, nil
})

var stopChromium = func() {}

func TestMain(m *testing.M) {
	status := m.Run()
	stopChromium()
	os.Exit(status)
}

// A tab is a page in the browser, and what the browser says of it.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex
	faults   []string // what its script threw and what stands in the console
	requests []string
}

// newTab opens an empty tab. Before the test ends, nothing may have been complained of in it.
func newTab(t testing.TB) *tab {
	t.Helper()
	browser, err := chromium()
	if err != nil {
		t.Fatal("Chromium does not start:", err)
	}
	if browser == nil {
		t.Skip("there is no Chromium here (on Debian: apt-get install chromium): the page is not tested")
	}
	ctx, closeTab := chromedp.NewContext(browser)
	if err := chromedp.Do(ctx); err != nil { // opens it, for as long as its context lives
		t.Fatal(err)
	}
	limited, cancel := context.WithTimeout(ctx, patience)
	b := &tab{t: t, ctx: limited}
	if err := chromedp.Listen(limited, b.listen); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		closeTab()
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, fault := range b.faults {
			t.Error("the browser complains:", fault)
		}
		for _, url := range b.requests {
			switch scheme, _, _ := strings.Cut(url, ":"); scheme {
			case "file", "data", "about":
			default:
				t.Error("the page asks for", url)
			}
		}
	})
	return b
}

func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		said := e.ExceptionDetails.Text
		if thrown := e.ExceptionDetails.Exception; thrown != nil {
			said += " " + thrown.Description
		}
		b.faults = append(b.faults, said)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.faults = append(b.faults, string(e.Type)+" in the console")
		}
	case *log.EventEntryAdded:
		b.faults = append(b.faults, e.Entry.Text)
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	}
}

// run does something in the tab, which must succeed.
func (b *tab) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// open shows a file with a fragment and waits until the page's script has done its work, or has failed to.
func (b *tab) open(file, fragment string) {
	b.t.Helper()
	b.run(chromedp.Navigate("file://" + file + fragment))
	for eval[string](b, `document.documentElement.dataset.ready ?? ""`) == "" {
		b.mu.Lock()
		failed := len(b.faults) > 0
		b.mu.Unlock()
		if failed {
			b.t.Fatal("the page's script fails")
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// eval is what a JavaScript expression gives in the tab.
func eval[T any](b *tab, expression string) (value T) {
	b.t.Helper()
	value, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// command gives the browser an order that chromedp has no action for.
func command[P, R any](b *tab, cmd cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, cmd, params); err != nil {
		b.t.Fatal(err)
	}
}

// enter writes into a control, or chooses of a list, as somebody who types does.
func (b *tab) enter(selector, value string) {
	b.t.Helper()
	set := fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.value = %q;
		e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true}));
		return e.value; })()`, selector, value)
	if got := eval[string](b, set); got != value {
		b.t.Fatalf("%s has no %q", selector, value)
	}
}

// text is what stands in an element.
func (b *tab) text(selector string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf(`document.querySelector(%q).innerText`, selector))
}

// made is a page, and the facts in it.
type made struct {
	html  []byte
	facts facts.Facts
}

// pageOf is the page of results.
func pageOf(inputs ...resultfile.Input) (m made, err error) {
	set := results.Read(inputs)
	r := Build(set, english)
	if m.facts, err = facts.Of(set); err != nil {
		return m, err
	}
	r.Facts = &m.facts
	var b bytes.Buffer
	err = r.HTML(&b)
	m.html = b.Bytes()
	return m, err
}

// onDisk writes a page where the browser finds it.
func onDisk(t testing.TB, html []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "index.html")
	if err := os.WriteFile(name, html, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

const baselineFile = "../../../results/baseline.txt"

// madeOfBaseline is the page of the baseline, made once.
var madeOfBaseline = sync.OnceValues(func() (made, error) {
	data, err := os.ReadFile(baselineFile)
	if err != nil {
		return made{}, err
	}
	return pageOf(resultfile.FromReader("baseline.txt", bytes.NewReader(data)))
})

func baseline(t testing.TB) made {
	t.Helper()
	m, err := madeOfBaseline()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
