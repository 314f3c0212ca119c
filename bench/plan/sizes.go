package plan

// CurveSizes are the sizes of the matrix curves, in bytes: every power of two from 8 B to 4 MiB.
var CurveSizes = powersOfTwo(8, 4<<20)

func powersOfTwo(from, to int) (sizes []int) {
	for size := from; size <= to; size *= 2 {
		sizes = append(sizes, size)
	}
	return sizes
}
