package page

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axe-core finds nothing in the page, in light and dark, with everything unfolded and with the narrowest screen.
func TestThePageIsAccessible(t *testing.T) {
	axe, err := os.ReadFile("testdata/axe/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	file := onDisk(t, baseline(t).html)
	for _, c := range []struct {
		name, scheme, fragment string
		width                  int64
		unfold                 string // of details
	}{
		{"light", "light", "", 1280, ".asking details, .chart details, .mechanisms"},
		{"dark", "dark", "", 1280, ".asking details, .chart details, .mechanisms"},
		{"narrow", "light", "#size=two&rate=x", 320, "#app details"},
		{"pictures and tables", "light", "", 1280, ".folded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newTab(t)
			command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: c.scheme}},
			})
			b.run(chromedp.EmulateViewport(c.width, 1000))
			b.open(file, c.fragment)
			eval[int](b, `(() => { const all = document.querySelectorAll(`+"`"+c.unfold+"`"+`);
				all.forEach(d => d.open = true); return all.length; })()`)
			b.run(chromedp.Evaluate[chromedp.Void](string(axe)))
			const check = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(v =>
				[v.id, v.help, v.nodes.length + " times", v.nodes[0].target, v.nodes[0].failureSummary].join(": ")))`
			found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](check, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatal(err)
			}
			for _, violation := range found {
				t.Error(violation)
			}
			if over := eval[int](b, `document.documentElement.scrollWidth - innerWidth`); over > 0 {
				wide := eval[[]string](b, `[...document.querySelectorAll("body *")].filter(e =>
					!e.closest(".scroll, pre") && e.getBoundingClientRect().right > innerWidth).map(e => e.tagName + "." + e.className)`)
				t.Errorf("the page is %d px wider than the window, by %v", over, wide)
			}
		})
	}
}

// TestScreenshots writes pictures of the page for people to look at, if IPCBENCH_SHOTS names a directory.
func TestScreenshots(t *testing.T) {
	dir := os.Getenv("IPCBENCH_SHOTS")
	if dir == "" {
		t.Skip("IPCBENCH_SHOTS names no directory to write pictures to")
	}
	file := onDisk(t, baseline(t).html)
	for _, c := range []struct {
		name, media, scheme string
		width               int64
	}{
		{"320-light", "", "light", 320}, {"320-dark", "", "dark", 320}, {"1280-light", "", "light", 1280},
		{"1280-dark", "", "dark", 1280}, {"3840-light", "", "light", 3840}, {"3840-dark", "", "dark", 3840},
		{"print", "print", "light", 794},
	} {
		b := newTab(t)
		command(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Media: c.media, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: c.scheme}},
		})
		b.run(chromedp.EmulateViewport(c.width, 1200))
		b.open(file, "")
		picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, c.name+".png"), picture, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
