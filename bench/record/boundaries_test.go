package record

import (
	"os"
	"path/filepath"
	"testing"

	"ipcbench/internal/host"
	"ipcbench/internal/schema"
)

// The boundaries are those that the machine shows, in the order of the list; what it does not show is left out.
func TestBoundariesAreThoseOfTheMachine(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{
		"proc/sys/net/core/wmem_default":                               "212992\n",
		"proc/sys/net/ipv4/tcp_wmem":                                   "4096\t16384\t4194304\n",
		"sys/devices/system/cpu/cpu1/cache/index2/level":               "2\n",
		"sys/devices/system/cpu/cpu1/cache/index2/type":                "Unified\n",
		"sys/devices/system/cpu/cpu1/cache/index2/size":                "512K\n",
		"sys/devices/system/cpu/cpu1/cache/index2/coherency_line_size": "64\n",
	} {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]string{}
	last := -1
	for _, kv := range boundaries(host.Root(root), 1) {
		got[kv[0]] = kv[1]
		for i, b := range schema.Boundaries {
			if b.Key == kv[0] && i <= last {
				t.Errorf("%s is out of order", b.Key)
			} else if b.Key == kv[0] {
				last = i
			}
		}
	}
	for key, want := range map[string]string{
		schema.CacheLine: "64", schema.PipeBuf: "4096", schema.SendBuffer: "212992", schema.TCPSend: "16384",
		schema.L2: "524288", schema.L3: "", schema.L1d: "", schema.MQMessage: "", schema.RecvBuffer: "",
	} {
		if got[key] != want {
			t.Errorf("%s: %q, want %q", key, got[key], want)
		}
	}
}
