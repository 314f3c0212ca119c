package host

import (
	"maps"
	"testing"
)

// The sizes of caches are those of data, by level; what is not shown, or damaged, is left out.
func TestCacheSizes(t *testing.T) {
	const dir = "sys/devices/system/cpu/cpu3/cache/index"
	for _, c := range []struct {
		name  string
		files map[string]string
		want  map[int]int
		line  int
	}{
		{"nothing", nil, map[int]int{}, 0},
		{"three levels", map[string]string{
			dir + "0/level": "1\n", dir + "0/type": "Data\n", dir + "0/size": "32K\n",
			dir + "0/coherency_line_size": "64\n",
			dir + "1/level":               "1\n", dir + "1/type": "Instruction\n", dir + "1/size": "64K\n",
			dir + "2/level": "2\n", dir + "2/type": "Unified\n", dir + "2/size": "512K\n",
			dir + "3/level": "3\n", dir + "3/type": "Unified\n", dir + "3/size": "32M\n",
		}, map[int]int{1: 32 << 10, 2: 512 << 10, 3: 32 << 20}, 64},
		{"damaged", map[string]string{
			dir + "0/level": "1\n", dir + "0/type": "Data\n", dir + "0/size": "-1K\n",
			dir + "1/level": "x\n", dir + "1/type": "Data\n", dir + "1/size": "32K\n",
			dir + "2/level": "2\n", dir + "2/type": "Unified\n", dir + "2/size": "99999999999999M\n",
		}, map[int]int{}, 0},
	} {
		if got, line := machine(t, c.files).CacheSizes(3); !maps.Equal(got, c.want) || line != c.line {
			t.Errorf("%s: %v and lines of %d, want %v and %d", c.name, got, line, c.want, c.line)
		}
	}
}
