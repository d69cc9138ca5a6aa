package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// terminal returns the file behind w when it is a terminal.
func terminal(w io.Writer) (f *os.File, ok bool) {
	f, ok = w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// colourful says whether text to w may be coloured (https://no-color.org).
func colourful(w io.Writer) bool {
	_, ok := terminal(w)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
