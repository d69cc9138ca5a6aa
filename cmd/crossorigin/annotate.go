package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

type annotateFlags struct {
	siteFlags
	diff, stdout, unsafe, group bool
	format                      string
}

func newAnnotate(std streams) *cobra.Command {
	var f annotateFlags
	cmd := &cobra.Command{
		Use:   "annotate [flags] PATH...|-",
		Short: "Repair what is provably wrong, byte for byte",
		Long: `Annotate applies the fixes of check to HTML files, or to all .html and .htm files in
folders, in place. Only attributes change; every other byte stays. A fix is applied when
it is safe and when afterwards the finding is gone, no other one came up, and the page
parses to the same tree but for the attributes meant. Documents in srcdoc attributes are
repaired there, escaped as the attribute asks for.

Sources of Hugo sites, templates and content files, are repaired where that is right
whatever their actions and shortcodes print. None of these is touched, and what stands
under a condition is joined by its attribute under the same condition. Of style sheets,
and of the themes and modules of a site, the findings are told only.

A file is replaced by renaming a finished one over it, so whatever ends the command leaves
each file old or new; one that changed since it was read is left, and told of. It keeps its mode and, for root, its owner; it gets the present time
and parts from its other hard links, and extended attributes are not copied. Compressed
copies beside it (.gz, .br) that held the same are made anew; others are reported as stale,
as are those of files that need no change.

It prints what it did and why, and what it left and why, with the template or content file
of a Hugo site that it comes from where that is certain. It ends with exit code 0 when
nothing is left that is as severe as --fail-on, with 1 when something is, and with 2 when a
file could not be read or written or the command is wrong; the summary names these files,
with --format json in its "troubles". With --diff it ends with 1 when anything would
change, with --stdout and for standard input with 0 whatever is left.`,
		Example: `  crossorigin annotate public
  crossorigin annotate --diff public
  crossorigin annotate --fail-on never public
  crossorigin annotate --unsafe --rule integrity-needs-crossorigin public
  crossorigin annotate --stdout public/index.html
  crossorigin annotate --stdin-filename public/index.html - < public/index.html`,
		Args: func(cmd *cobra.Command, args []string) error { return f.paths(cmd, args) },
		RunE: func(cmd *cobra.Command, args []string) error { return runAnnotate(cmd.Context(), std, &f, args) },
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&f.diff, "diff", false, "print what would change as a unified diff, and change nothing")
	flags.BoolVar(&f.stdout, "stdout", false, "print the annotated document (one file or -) instead of writing it")
	flags.BoolVar(&f.unsafe, "unsafe", false, "apply also fixes that break a load where the server does not answer CORS requests")
	flags.BoolVar(&f.group, "group", true, "join what is the same on many pages")
	flags.StringVar(&f.format, "format", "text", "text or json")
	completes(cmd, "format", "text", "json")
	return cmd
}

func (f *annotateFlags) check(args []string) error {
	switch {
	case f.format != "text" && f.format != "json":
		return fmt.Errorf("--format: unknown format %q, expected text or json", f.format)
	case f.diff && f.stdout:
		return errors.New("--diff and --stdout cannot be given together")
	case f.failOn != "" && (f.diff || f.stdout || args[0] == "-"):
		return errors.New("--fail-on is of use only when files are written, without --diff, --stdout and -")
	case f.stdout && len(args) != 1:
		return errors.New("--stdout takes one file")
	}
	return nil
}

func runAnnotate(ctx context.Context, std streams, f *annotateFlags, args []string) error {
	c, err := f.load(args)
	if err != nil {
		return err
	}
	if f.printConfig {
		return printConfig(std.out, c)
	}
	if err := f.check(args); err != nil {
		return err
	}
	fails, err := f.fails()
	if err != nil {
		return err
	}
	if args[0] == "-" && !f.diff {
		f.stdout = true
	}
	if info, err := os.Stat(args[0]); f.stdout && err == nil && info.IsDir() {
		return errors.New("--stdout takes one file, not a folder")
	}
	in, err := f.inputs(args, c)
	if err != nil {
		return err
	}
	// Where the document or its diff goes to standard output, the rest goes
	// to standard error; as JSON the diff is part of the report.
	to := std.out
	if f.stdout || f.diff && f.format == "text" {
		to = std.err
	}
	run := annotateRun{ctx: ctx, std: std, flags: f, written: map[string]bool{}, writer: edit.NewWriter(), failing: fails}
	run.report = report.NewAnnotations(f.format, to, report.Options{Group: f.group, Colour: colourful(to), Planned: f.diff})
	run.settings = settingsOf(c, func(s *rule.Settings) { s.Suppressions = &run.suppressions })
	return run.all(in)
}

// all annotates all documents and ends the report.
func (run *annotateRun) all(in *inputs) error {
	defer run.writer.Close()
	bar := newProgress(run.ctx, run.std.err, in)
	left, err := pool(run.ctx, in.all(), run.flags.jobs, 8*run.flags.jobs+edit.MaxPending, run.worker, func(a annotated) error {
		a.finish()
		bar.add()
		if a.err != nil {
			bar.clear() // what is told next starts a line
		}
		return run.add(a)
	})
	bar.clear()
	err = errors.Join(err, run.addWaiting())
	run.clean(in)
	run.summary.Notes = append(run.summary.Notes, in.notes...)
	run.summary.Notes = append(run.summary.Notes, run.staleAliases(in.aliases)...)
	run.summary.Notes = append(run.summary.Notes, broken(run.pins, run.written)...)
	if left && err == nil {
		run.trouble(report.Trouble{Message: "interrupted: files that are not named here are as they were"})
	}
	if endErr := run.report.Close(run.summary); err == nil {
		err = endErr
	}
	switch {
	case err != nil:
		return err
	case len(run.summary.Troubles) > 0:
		return exitCode(exitTrouble)
	case run.flags.diff && run.changed > 0, !run.flags.diff && !run.flags.stdout && run.fails:
		return exitCode(exitFindings)
	}
	return nil
}

// annotateRun is the state of one run of annotate.
type annotateRun struct {
	ctx      context.Context
	std      streams
	flags    *annotateFlags
	settings settings
	failing  failing
	fails    bool // something was left that fails
	report   report.AnnotationWriter
	summary  report.Summary
	changed  int
	pins     []pin
	written  map[string]bool // the files that changed, or would
	writer   *edit.Writer
	// suppressions are those that are of use, waiting what depends on them.
	suppressions rule.Suppressions
	waiting      []annotated
}

// annotated is what became of one document.
type annotated struct {
	report.Annotation
	bytes  int64
	output []byte // for standard output
	pins   []pin
	config *config.Config // that holds for it
	err    error
	// writing is what is left to do in the background, nil for nothing.
	writing *writing
}

// worker returns the function that annotates documents, one after the other.
func (run *annotateRun) worker() func(input) annotated {
	var r reader
	return func(in input) annotated {
		done := annotated{Annotation: report.Annotation{File: in.name}, err: in.err}
		if in.err != nil {
			return done
		}
		done.config = in.site.configFor(in.rel)
		was, _ := os.Stat(in.name) // not of standard input; reading tells what else is wrong
		src, name, err := r.document(run.ctx, in, run.std.in, run.flags.stdinName)
		done.File, done.bytes = name, int64(len(src))
		if err != nil {
			done.err = err
			return done
		}
		defer r.close()
		if fault := guard(func() { run.annotate(in, src, was, &done) }); fault != nil {
			done.err = fault
		}
		return done
	}
}

func (run *annotateRun) annotate(in input, src []byte, was os.FileInfo, done *annotated) {
	result, options, err := run.repair(in, src, done.File)
	if err != nil {
		done.err = err
		return
	}
	done.Changed, done.ByHand = result.Changed, in.kind(done.File, src) != kindPage
	for _, a := range result.Applied {
		done.Applied = append(done.Applied, report.Applied{Finding: a.Finding, Fix: a.Fix, Offset: a.Offset, Line: a.Line, Column: a.Column})
	}
	done.Left = report.Locate(done.File, result.Output, result.Left)
	for i := range done.Left {
		done.Reasons = append(done.Reasons, result.Reason(&done.Left[i].Finding, options))
	}
	if in.kind(done.File, src) == kindPage && len(done.Applied)+len(done.Left) > 0 {
		done.Trace(provenance.Built{Source: src, Page: result.Source}, provenance.Built{Source: result.Output, Page: result.Page}, in.site.origins, in.site.made(in.name, in.rel))
	}
	done.pins = pinsOf(in, done.File, result.Page)
	defer result.Release()
	if !result.Changed || run.flags.diff {
		done.Stale = in.stale(src)
	}
	switch {
	case run.flags.diff:
		done.Diff = edit.Unified(done.File, src, result.Output)
	case run.flags.stdout:
		done.output = bytes.Clone(result.Output) // its memory is used again
	case result.Changed:
		done.writing, done.err = run.write(in, src, was, result.Output)
	}
}

// repair annotates a document of any kind.
func (run *annotateRun) repair(in input, src []byte, name string) (annotate.Result, *annotate.Options, error) {
	o := annotate.Options{Settings: run.settings.of(&in), Unsafe: run.flags.unsafe, Rules: run.flags.rules, Page: in.site.Template(name), DropsHTML: in.hugo != nil && in.hugo.DropsHTML}
	kind := in.kind(name, src)
	left := ""
	switch {
	case in.module != "":
		left = "the file belongs to " + in.module + "; annotate that by itself, or put a copy of the file into the site"
	case in.rel == "" && in.name != "-":
		left = "the file is outside of the site's folder"
	}
	if left != "" {
		as, err := in.check(name, src, o.Settings)
		return annotate.Leave(src, as.found, o, left), &o, err
	}
	switch kind {
	case kindTemplate:
		result, err := annotate.Template(src, o)
		return result, &o, err
	case kindContent:
		return annotate.Content(src, o), &o, nil
	case kindHeaderTable:
		result, err := annotate.HeaderTable(src, o)
		return result, &o, err
	}
	o.Page = in.site.Page(name, in.rel)
	switch kind {
	case kindHeaders:
		return annotate.Headers(src, o), &o, nil
	case kindStyle:
		return annotate.CSS(src, o), &o, nil
	}
	return annotate.HTML(src, o), &o, nil
}

// clean removes what killed runs left in the folders given, if this run wrote
// to any.
func (run *annotateRun) clean(in *inputs) {
	if run.changed == 0 || run.flags.diff || run.flags.stdout {
		return
	}
	for _, name := range in.temporary {
		if err := edit.RemoveStale(name); err != nil {
			run.trouble(report.Trouble{File: name, Message: err.Error()})
		}
	}
}

// add counts and reports one document.
func (run *annotateRun) add(a annotated) error {
	if a.err != nil {
		run.trouble(troubleWith(a.File, a.err))
		return nil
	}
	run.summary.Files++
	run.summary.Bytes += a.bytes
	run.pins = append(run.pins, a.pins...)
	if a.Changed {
		run.changed++
		run.written[filepath.Clean(a.File)] = true
	}
	var err error
	switch {
	case run.flags.stdout:
		_, err = run.std.out.Write(a.output)
	case run.flags.diff && run.flags.format == "text":
		err = writeDiff(run.std.out, a.Diff)
	}
	if a.Waits() {
		run.waiting = append(run.waiting, annotated{Annotation: a.Annotation, config: a.config})
		return err
	}
	return errors.Join(err, run.tell(a))
}

// addWaiting reports the documents whose suppressions other pages may have needed.
func (run *annotateRun) addWaiting() error {
	for _, a := range run.waiting {
		a.Settle(&run.suppressions)
		if err := run.tell(a); err != nil {
			return err
		}
	}
	return nil
}

// tell reports one document.
func (run *annotateRun) tell(a annotated) error {
	for i := range a.Left {
		run.summary.Findings.Add(a.Left[i].Severity)
	}
	run.fails = run.fails || run.failing(a.config, a.Left)
	return run.report.File(a.Annotation)
}

func (run *annotateRun) trouble(t report.Trouble) {
	run.summary.Troubles = append(run.summary.Troubles, t)
	fmt.Fprintln(run.std.err, t)
}

// writeDiff writes a diff, coloured on a terminal.
func writeDiff(w io.Writer, diff []byte) error {
	paint := report.Paint(colourful(w))
	if !paint {
		_, err := w.Write(diff)
		return err
	}
	var b bytes.Buffer
	for line := range bytes.Lines(diff) {
		text, end := bytes.TrimSuffix(line, []byte("\n")), ""
		if len(text) < len(line) {
			end = "\n"
		}
		b.WriteString(paint.Diff(string(text)) + end)
	}
	_, err := w.Write(b.Bytes())
	return err
}
