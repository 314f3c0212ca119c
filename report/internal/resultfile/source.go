package resultfile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// byteOrderMark is what some editors and shells put in front of UTF-8 text, of each file in files strung together too.
var byteOrderMark = []byte("\xef\xbb\xbf")

// wrappings are what text may come in that is not read here, by how it begins, each with the remedy.
var wrappings = []struct{ magic, what string }{
	{"\x28\xb5\x2f\xfd", "compressed by zstd; decompress it first (zstd -d)"},
	{"\xfd7zXZ\x00", "compressed by xz; decompress it first (xz -d)"},
	{"BZh", "compressed by bzip2; decompress it first (bzip2 -d)"},
	{"PK\x03\x04", "a zip archive; unpack it first (unzip)"},
	{"\xff\xfe", "UTF-16 text; convert it first (iconv -f UTF-16 -t UTF-8)"},
	{"\xfe\xff", "UTF-16 text; convert it first (iconv -f UTF-16 -t UTF-8)"},
}

// unpack looks at how a file begins and returns its text: gzip is decompressed, by what it is and not by its name.
// The error says what else the file is.
func unpack(src io.Reader) (*bufio.Reader, error) {
	in := bufio.NewReaderSize(src, maxLine)
	head, err := in.Peek(8)
	if err != nil && len(head) == 0 {
		return in, nil // what is wrong is met again at the first read
	}
	if bytes.HasPrefix(head, []byte("\x1f\x8b")) {
		text, err := gzip.NewReader(in)
		if err != nil {
			return nil, fmt.Errorf("it begins as gzip and is none: %w", err)
		}
		return bufio.NewReaderSize(text, maxLine), nil
	}
	for _, w := range wrappings {
		if bytes.HasPrefix(head, []byte(w.magic)) {
			return nil, fmt.Errorf("%s", w.what)
		}
	}
	return in, nil
}
