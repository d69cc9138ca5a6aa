//go:build !unix

package main

import (
	"errors"
	"os"
)

// mapFile says that files cannot be mapped here.
func mapFile(*os.File, int64) (src []byte, release func(), err error) {
	return nil, nil, errors.ErrUnsupported
}
