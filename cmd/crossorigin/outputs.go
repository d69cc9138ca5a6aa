package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

// outputs are the reports of one run: at most one on standard output, the
// others to files.
type outputs struct {
	writers []report.Writer
	files   []*os.File
	// console says that one of them is text on standard output.
	console bool
}

// openOutputs starts the reports named by values of --format that checkFormats
// has found right: FORMAT or FORMAT=FILE.
func openOutputs(formats []string, out io.Writer, o report.Options) (*outputs, error) {
	outs := &outputs{}
	err := outs.open(formats, out, o)
	if err != nil {
		_ = outs.close() // the first error counts
		return nil, err
	}
	return outs, nil
}

func (o *outputs) open(formats []string, out io.Writer, options report.Options) error {
	for _, value := range formats {
		format, file, toFile := strings.Cut(value, "=")
		to := out
		fileOptions := options
		if toFile {
			f, err := os.Create(file)
			if err != nil {
				return err
			}
			o.files = append(o.files, f)
			to, fileOptions.Colour, fileOptions.Source = f, false, false
		}
		w, err := report.New(format, to, fileOptions)
		if err != nil {
			return err
		}
		o.console = o.console || format == "text" && !toFile
		o.writers = append(o.writers, w)
	}
	return nil
}

// checkFormats finds what is wrong before any file is touched.
func checkFormats(formats []string) error {
	onStdout := 0
	for _, value := range formats {
		format, file, toFile := strings.Cut(value, "=")
		if !slices.Contains(report.Formats, format) {
			wrong := fmt.Sprintf("unknown format %q, expected %s", format, strings.Join(report.Formats, ", "))
			if near := config.Nearest(format, report.Formats); near != "" {
				wrong += "; did you mean " + near + "?"
			}
			return errors.New("--format: " + wrong)
		}
		if toFile && file == "" {
			return fmt.Errorf("--format: %q names no file", value)
		}
		if !toFile {
			onStdout++
		}
	}
	if onStdout > 1 {
		return errors.New("--format: only one report can go to standard output; give the others a file, as in json=report.json")
	}
	return nil
}

func (o *outputs) file(name string, findings []report.Finding) error {
	for _, w := range o.writers {
		if err := w.File(name, findings); err != nil {
			return err
		}
	}
	return nil
}

func (o *outputs) end(s report.Summary) error {
	var errs []error
	for _, w := range o.writers {
		errs = append(errs, w.Close(s))
	}
	return errors.Join(append(errs, o.close())...)
}

func (o *outputs) close() error {
	var errs []error
	for _, f := range o.files {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}
